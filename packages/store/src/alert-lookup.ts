import type { Address } from "@redflag/domain/address";
import type { Alert, AlertState, Evidence } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import type { LedgerPosition } from "@redflag/domain/transfer";
import { alertOf, evidenceOf } from "./alert-row.ts";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { standsByFiling } from "./filed-alert.ts";

/** Alerts about an address, withdrawn ones included, the newest first. */
export async function listAlertsOfSubject(
  db: Executor,
  chainId: number,
  subject: Address,
  limit: number,
): Promise<Alert[]> {
  const rows = await db
    .selectFrom("alert")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("subject", "=", bytesOf(subject))
    .orderBy("last_block", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(alertOf);
}

/** How many alerts that are not withdrawn each of these addresses is the subject of; those with none are left out. */
export async function countAlertsOfSubjects(
  db: Executor,
  chainId: number,
  subjects: Iterable<Address>,
): Promise<Map<Address, number>> {
  const rows = await db
    .selectFrom("alert")
    .select(["subject", (eb) => eb.fn.countAll<number>().as("count")])
    .where("chain_id", "=", chainId)
    .where("subject", "=", anyBytes(subjects))
    .where("state", "<>", "withdrawn")
    .groupBy("subject")
    .execute();
  return new Map(rows.map(({ subject, count }) => [hexOf(subject), Number(count)]));
}

/** Alerts that stand on the transfer at this place of the ledger. */
export async function listAlertsOfTransfer(
  db: Executor,
  chainId: number,
  { blockNumber, logIndex }: LedgerPosition,
): Promise<Alert[]> {
  const rows = await db
    .selectFrom("alert")
    .selectAll()
    .where((eb) =>
      eb(
        "id",
        "in",
        eb
          .selectFrom("evidence")
          .select("alert_id")
          .where("chain_id", "=", chainId)
          .where("block_number", "=", blockNumber)
          .where("log_index", "=", logIndex),
      ),
    )
    .orderBy("id")
    .execute();
  return rows.map(alertOf);
}

/** The evidence of these alerts that lies in these transactions, by alert, in ledger order. */
export async function listEvidenceIn(
  db: Executor,
  alertIds: readonly Hash[],
  transactions: readonly Hash[],
): Promise<Map<Hash, Evidence[]>> {
  if (alertIds.length === 0 || transactions.length === 0) return new Map();
  const rows = await db
    .selectFrom("evidence")
    .selectAll()
    .where("alert_id", "in", alertIds.map(bytesOf))
    .where("tx_hash", "in", transactions.map(bytesOf))
    .orderBy("alert_id")
    .orderBy("ordinal")
    .execute();
  return new Map([...Map.groupBy(rows, (row) => hexOf(row.alert_id))].map(([id, own]) => [id, own.map(evidenceOf)]));
}

export async function countAlertsByState(db: Executor, chainId: number): Promise<Record<AlertState, number>> {
  const rows = await db
    .selectFrom("alert")
    .select(["state", (eb) => eb.fn.countAll<number>().as("count")])
    .where("chain_id", "=", chainId)
    .groupBy("state")
    .execute();
  const counts: Record<AlertState, number> = { provisional: 0, final: 0, withdrawn: 0 };
  for (const row of rows) counts[row.state as AlertState] = Number(row.count);
  return counts;
}

/** Alerts that are not withdrawn and that the past gives, besides those of some rules. */
export async function countStandingAlerts(db: Executor, chainId: number, besides: readonly string[]): Promise<number> {
  const row = await db
    .selectFrom("alert")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("chain_id", "=", chainId)
    .where("state", "<>", "withdrawn")
    .where("heuristic", "not in", besides)
    .where((eb) => eb.not(standsByFiling()))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
