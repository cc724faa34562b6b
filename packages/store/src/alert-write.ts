import type { Alert, Evidence, RemainingEvidence } from "@redflag/domain/alert";
import { SEVERITIES, type Severity } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { evidenceOf, rowOfAlert, rowOfEvidence } from "./alert-row.ts";
import { allBytes, anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { standsByFiling } from "./filed-alert.ts";

/** Rows a statement carries at most: PostgreSQL binds at most 65,535 parameters. */
const ROWS_PER_STATEMENT_MAX = 1_000;

export async function upsertAlerts(tx: Executor, chainId: number, alerts: readonly Alert[]): Promise<void> {
  for (const part of partsOf(alerts)) {
    await tx
      .insertInto("alert")
      .values(part.map((alert) => rowOfAlert(chainId, alert)))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((excluded) => ({
          heuristic_version: excluded.ref("excluded.heuristic_version"),
          severity: excluded.ref("excluded.severity"),
          exposure: excluded.ref("excluded.exposure"),
          score: excluded.ref("excluded.score"),
          revision: excluded.ref("excluded.revision"),
          evidence_count: excluded.ref("excluded.evidence_count"),
          first_block: excluded.ref("excluded.first_block"),
          last_block: excluded.ref("excluded.last_block"),
          first_time: excluded.ref("excluded.first_time"),
          last_time: excluded.ref("excluded.last_time"),
          state: excluded.ref("excluded.state"),
          state_seq: excluded.ref("excluded.state_seq"),
          updated_at: sql<Date>`now()`,
        })),
      )
      .execute();
  }
}

export async function insertEvidence(
  tx: Executor,
  chainId: number,
  added: ReadonlyArray<{ alertId: Hash; evidence: Evidence }>,
): Promise<void> {
  for (const part of partsOf(added)) {
    await tx
      .insertInto("evidence")
      .values(part.map(({ alertId, evidence }) => rowOfEvidence(chainId, bytesOf(alertId), evidence)))
      .execute();
  }
}

/**
 * Takes away everything above the fork that is not final, which is all but what stands by its filing. Evidence is in ledger order,
 * so each alert loses its end.
 * @param besides alerts that keep theirs
 */
export async function deleteEvidenceAbove(
  tx: Executor,
  chainId: number,
  forkBlock: number,
  besides: Iterable<Hash>,
): Promise<Map<Hash, Evidence[]>> {
  const rows = await tx
    .deleteFrom("evidence")
    .where("chain_id", "=", chainId)
    .where("block_number", ">", forkBlock)
    .where("is_final", "=", false)
    .where("alert_id", "<>", allBytes(besides))
    .returningAll()
    .execute();
  const removed = Map.groupBy(rows, (row) => hexOf(row.alert_id));
  return new Map(
    [...removed].map(([alertId, own]) => [alertId, own.map(evidenceOf).sort((a, b) => a.ordinal - b.ordinal)]),
  );
}

/** Takes an alert's evidence from this ordinal on. Returns it. */
export async function deleteEvidenceFrom(tx: Executor, alertId: Hash, ordinal: number): Promise<Evidence[]> {
  const rows = await tx
    .deleteFrom("evidence")
    .where("alert_id", "=", bytesOf(alertId))
    .where("ordinal", ">=", ordinal)
    .returningAll()
    .execute();
  return rows.map(evidenceOf).sort((a, b) => a.ordinal - b.ordinal);
}

/** What an alert still stands on; undefined when nothing. */
export async function findRemainingEvidence(tx: Executor, alertId: Hash): Promise<RemainingEvidence | undefined> {
  const id = bytesOf(alertId);
  const last = await tx
    .selectFrom("evidence")
    .selectAll()
    .where("alert_id", "=", id)
    .orderBy("ordinal", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return undefined;
  const rest = await tx
    .selectFrom("evidence")
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere("is_final", "=", false).as("pending_count"),
      eb.fn.max("score").as("strongest_score"),
      sql<Severity[]>`array_agg(distinct severity)`.as("severities"),
    ])
    .where("alert_id", "=", id)
    .executeTakeFirstOrThrow();
  const severity = SEVERITIES.findLast((s) => rest.severities.includes(s));
  if (severity === undefined) throw new Error("evidence has a severity");
  return {
    last: evidenceOf(last),
    pendingCount: Number(rest.pending_count),
    severity,
    strongestScore: rest.strongest_score,
  };
}

/** Evidence up to this block can no longer be reorged away. Returns what became final and how much each alert has left. */
export async function finalizeEvidenceUpTo(
  tx: Executor,
  chainId: number,
  block: number,
): Promise<Map<Hash, { made: Evidence[]; pendingCount: number }>> {
  const rows = await tx
    .updateTable("evidence")
    .set({ is_final: true })
    .where("chain_id", "=", chainId)
    .where("block_number", "<=", block)
    .where("is_final", "=", false)
    .returningAll()
    .execute();
  if (rows.length === 0) return new Map();
  const byAlert = Map.groupBy(rows, (row) => hexOf(row.alert_id));
  const pending = await tx
    .selectFrom("evidence")
    .select((eb) => ["alert_id", eb.fn.countAll<number>().as("count")])
    .where("alert_id", "=", anyBytes(byAlert.keys()))
    .where("is_final", "=", false)
    .groupBy("alert_id")
    .execute();
  const pendingCounts = new Map(pending.map((row) => [hexOf(row.alert_id), Number(row.count)]));
  return new Map(
    [...byAlert].map(([alertId, own]) => [
      alertId,
      {
        made: own.map(evidenceOf).sort((a, b) => a.ordinal - b.ordinal),
        pendingCount: pendingCounts.get(alertId) ?? 0,
      },
    ]),
  );
}

/** What was filed is as final as when it was. */
export async function finalizeEvidenceOf(tx: Executor, ids: Iterable<Hash>): Promise<void> {
  await tx
    .updateTable("evidence")
    .set({ is_final: true })
    .where("alert_id", "=", anyBytes(ids))
    .where("is_final", "=", false)
    .execute();
}

/**
 * Evidence above this block can be reorged away after all; its alerts are provisional again. Not those that stand by their
 * filing alone.
 */
export async function unfinalizeEvidenceAbove(tx: Executor, chainId: number, block: number): Promise<void> {
  const rows = await tx
    .updateTable("evidence")
    .set({ is_final: false })
    .where("chain_id", "=", chainId)
    .where("block_number", ">", block)
    .where("is_final", "=", true)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("alert").select("id").whereRef("alert.id", "=", "evidence.alert_id").where(standsByFiling()),
        ),
      ),
    )
    .returning("alert_id")
    .execute();
  if (rows.length === 0) return;
  await tx
    .updateTable("alert")
    .set((eb) => ({ state: "provisional", state_seq: eb("state_seq", "+", 1), updated_at: sql<Date>`now()` }))
    .where("id", "=", anyBytes(new Set(rows.map((row) => hexOf(row.alert_id)))))
    .where("state", "=", "final")
    .execute();
}

function* partsOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT_MAX) yield rows.slice(i, i + ROWS_PER_STATEMENT_MAX);
}
