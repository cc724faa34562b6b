import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Disposition } from "@redflag/domain/disposition";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { ReportEventKind, ReportOutcome } from "@redflag/domain/report";
import { sql } from "kysely";
import { reviewAlerts } from "./alert-review.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";
import { listReportedRevisions } from "./report-alert.ts";
import { requireAdmits } from "./report-change.ts";
import { recordInReport, type SeenReport } from "./report-file.ts";

export interface NewAnswer {
  outcome: ReportOutcome;
  reasons: string;
  /** `2026-03-01`: the day that the answer bears. */
  answeredOn: string;
  disposition?: Disposition;
  fiuReference?: string;
}

export interface StoredAnswer extends Omit<NewAnswer, "fiuReference"> {
  seq: number;
  by: Actor;
  at: Date;
}

/**
 * Keeps what the FIU said; where that comes with a disposition, each alert of the report is closed with it in this transaction.
 * @returns the batch by which its maker can undo the latter
 * @throws Problem `report_state`; `alert_busy` where an alert is just being written: then nothing is done
 */
export async function insertAnswer(
  tx: Executor,
  seen: SeenReport,
  actor: Actor,
  { outcome, reasons, answeredOn, disposition, fiuReference }: NewAnswer,
  nowMs: number,
): Promise<{ batchId?: string }> {
  requireAdmits(seen, "answer");
  await sql`
    insert into report_answer (report_id, seq, outcome, reasons, disposition, answered_on, by, by_name)
    select ${seen.id}::uuid, coalesce(max(seq), 0) + 1, ${outcome}, ${reasons}, ${disposition ?? null}, ${answeredOn}::date,
      ${actor.by}, ${actor.name}
    from report_answer where report_id = ${seen.id}::uuid`.execute(tx);
  await tx
    .updateTable("report")
    .set({ version: seen.version + 1, ...(fiuReference !== undefined && { fiu_reference: fiuReference }) })
    .where("id", "=", seen.id)
    .execute();
  const batchId = disposition && (await closeAlerts(tx, seen, actor, { outcome, disposition, nowMs }));
  await recordInReport(tx, seen.id, actor, "answered", {
    outcome,
    ...(disposition && { disposition, batch: batchId }),
    ...(fiuReference && { fiuReference }),
  });
  return { ...(batchId !== undefined && { batchId }) };
}

/** As of what the report tells of them: what came since stands in the queue. */
async function closeAlerts(
  tx: Executor,
  seen: SeenReport,
  actor: Actor,
  { outcome, disposition, nowMs }: { outcome: ReportOutcome; disposition: Disposition; nowMs: number },
): Promise<string> {
  const batchId = randomUUID();
  const reported = await listReportedRevisions(tx, seen);
  const results = await reviewAlerts(tx, {
    alerts: [...reported.keys()].map((id) => ({ id })),
    action(id: Hash) {
      const revision = reported.get(id);
      assert(revision !== undefined, "a filed report says of each alert which revision it tells of");
      return { kind: "answer", disposition, revision };
    },
    // Reasons are of the report, which not everybody sees who sees the alert.
    text: `The FIU ${outcome} report ${seen.number}.`,
    actor,
    isSupervisor: false,
    nowMs,
    batchId,
  });
  for (const result of results.values()) if (result instanceof Problem) throw result;
  return batchId;
}

/** In order. */
export async function listAnswers(db: Executor, { id }: SeenReport): Promise<StoredAnswer[]> {
  const { rows } = await sql<{
    seq: number;
    outcome: string;
    reasons: string;
    disposition: string | null;
    answered_on: string;
    by: string;
    by_name: string;
    at: Date;
  }>`
    select seq, outcome, reasons, disposition, answered_on::text, by, by_name, at
    from report_answer where report_id = ${id}::uuid order by seq`.execute(db);
  return rows.map((row) => ({
    seq: row.seq,
    outcome: row.outcome as ReportOutcome,
    reasons: row.reasons,
    ...(row.disposition !== null && { disposition: row.disposition as Disposition }),
    answeredOn: row.answered_on,
    by: { by: row.by, name: row.by_name },
    at: row.at,
  }));
}

export interface StoredReportEvent {
  seq: number;
  kind: ReportEventKind;
  by: Actor;
  at: Date;
  detail: Record<string, unknown>;
}

/** All that was done with it, in order. */
export async function listReportEvents(db: Executor, { id }: SeenReport): Promise<StoredReportEvent[]> {
  const rows = await db.selectFrom("report_event").selectAll().where("report_id", "=", id).orderBy("seq").execute();
  return rows.map(({ seq, kind, by, by_name, at, detail }) => ({
    seq,
    kind: kind as ReportEventKind,
    by: { by, name: by_name },
    at,
    detail: detail as Record<string, unknown>,
  }));
}
