import type { Address } from "@redflag/domain/address";
import type { Alert, Evidence } from "@redflag/domain/alert";
import { episodeKey } from "@redflag/domain/episode";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { alertOf, evidenceOf } from "./alert-row.ts";
import { allBytes, anyBytes } from "./any-of.ts";
import type { BlockSpan } from "./block-span.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { standsByFiling } from "./filed-alert.ts";
import { dateOf } from "./time.ts";

/**
 * The latest alert that is not withdrawn of each (rule, subject), by `episodeKey`; of one that stands by its filing alone no
 * episode goes on.
 * @param besides alerts that are to be left out
 */
export async function listLatestAlerts(
  db: Executor,
  chainId: number,
  subjects: readonly Address[],
  besides: Iterable<Hash>,
): Promise<Map<string, Alert>> {
  if (subjects.length === 0) return new Map();
  const rows = await db
    .selectFrom("alert")
    .distinctOn(["heuristic", "subject"])
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("subject", "=", anyBytes(subjects))
    .where("state", "<>", "withdrawn")
    .where("id", "<>", allBytes(besides))
    .where((eb) => eb.not(standsByFiling()))
    .orderBy("heuristic")
    .orderBy("subject")
    .orderBy("last_block", "desc")
    .orderBy("first_block", "desc")
    .execute();
  return new Map(rows.map(alertOf).map((alert) => [episodeKey(alert), alert]));
}

export async function listAlertsById(db: Executor, ids: readonly Hash[]): Promise<Map<Hash, Alert>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("alert").selectAll().where("id", "=", anyBytes(ids)).execute();
  return new Map(rows.map(alertOf).map((alert) => [alert.id, alert]));
}

export interface AlertFilter {
  chainId?: number;
  withdrawn: boolean;
  /** Rules of which none is wanted. */
  besides?: readonly string[];
  /** Rules of which alone they are wanted. */
  only?: readonly string[];
  /** Not those that stand by their filing alone. */
  besidesFiled?: boolean;
  /** Those alone that began in these blocks. */
  firstBlock?: BlockSpan;
  /** Those alone whose newest evidence is no older, unix seconds of block time. */
  lastTimeMin?: number;
}

export interface StoredAlert {
  chainId: number;
  alert: Alert;
  evidence: Evidence[];
}

const ALERTS_PER_PAGE = 500;

/** Every such alert with its evidence, in a stable order, a page at a time. A withdrawn alert has no evidence left. */
export async function* streamAlerts(db: Executor, filter: AlertFilter): AsyncGenerator<StoredAlert> {
  let after: { firstBlock: number; id: Buffer } | undefined;
  for (;;) {
    let query = db.selectFrom("alert").selectAll().orderBy("first_block").orderBy("id").limit(ALERTS_PER_PAGE);
    if (filter.chainId !== undefined) query = query.where("chain_id", "=", filter.chainId);
    if (!filter.withdrawn) query = query.where("state", "<>", "withdrawn");
    if (filter.besidesFiled === true) query = query.where((eb) => eb.not(standsByFiling()));
    if (filter.besides !== undefined) query = query.where("heuristic", "not in", filter.besides);
    if (filter.firstBlock !== undefined) {
      query = query.where("first_block", ">=", filter.firstBlock.from).where("first_block", "<=", filter.firstBlock.to);
    }
    if (filter.lastTimeMin !== undefined) query = query.where("last_time", ">=", dateOf(filter.lastTimeMin));
    if (filter.only !== undefined) query = query.where("heuristic", "in", filter.only);
    if (after !== undefined) {
      query = query.where(sql<boolean>`(first_block, id) > (${after.firstBlock}, ${after.id})`);
    }
    const page = await query.execute();
    const evidence = await listEvidenceOf(
      db,
      page.map((row) => row.id),
    );
    for (const row of page) {
      const alert = alertOf(row);
      yield { chainId: row.chain_id, alert, evidence: evidence.get(alert.id) ?? [] };
    }
    const last = page.at(-1);
    if (last === undefined || page.length < ALERTS_PER_PAGE) return;
    after = { firstBlock: last.first_block, id: last.id };
  }
}

async function listEvidenceOf(db: Executor, ids: readonly Buffer[]): Promise<Map<Hash, Evidence[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("evidence")
    .selectAll()
    .where("alert_id", "in", ids)
    .orderBy("alert_id")
    .orderBy("ordinal")
    .execute();
  return new Map([...Map.groupBy(rows, (row) => hexOf(row.alert_id))].map(([id, own]) => [id, own.map(evidenceOf)]));
}

export async function countAlerts(db: Executor, chainId: number): Promise<number> {
  const row = await db
    .selectFrom("alert")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("chain_id", "=", chainId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
