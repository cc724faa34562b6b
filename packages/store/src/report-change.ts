import { createHash } from "node:crypto";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { admits, listReportActions, REPORT_ALERTS_MAX, type ReportAction } from "@redflag/domain/report";
import { sql } from "kysely";
import { listAlertsById } from "./alert-read.ts";
import { bytesOf } from "./bytes.ts";
import type { CaseViewer } from "./case-file.ts";
import type { Executor } from "./database.ts";
import { breaksCheck } from "./database-error.ts";
import { holdForFiling } from "./filed-alert.ts";
import type { Actor } from "./list-proposal-read.ts";
import { listReportAlertIds } from "./report-alert.ts";
import { getReport, recordInReport, type SeenReport } from "./report-file.ts";
import { byteaArray } from "./sql-array.ts";

/** What a draft holds that people choose. */
export interface ReportDraft {
  kind: "STR" | "SAR";
  profile: string;
  choices: unknown;
}

export interface NewReport extends ReportDraft {
  id: string;
  caseId?: string;
  alertIds: readonly Hash[];
}

/**
 * Begins a draft. Whoever calls has made sure that a case is the viewer's to write in.
 * @throws Problem `alert_unknown`
 */
export async function insertReport(tx: Executor, viewer: CaseViewer, report: NewReport): Promise<SeenReport> {
  const { id, kind, profile, choices, caseId, alertIds } = report;
  const { rows } = await sql<{ number: string }>`
    insert into report_counter (year, last) values (extract(year from clock_timestamp() at time zone 'UTC'), 1)
    on conflict (year) do update set last = report_counter.last + 1
    returning format('R-%s-%s', year, lpad(last::text, greatest(4, length(last::text)), '0')) as number`.execute(tx);
  await tx
    .insertInto("report")
    .values({
      id,
      number: rows[0]?.number ?? "",
      kind,
      profile,
      case_id: caseId ?? null,
      choices: JSON.stringify(choices),
      drafted_by: viewer.by,
      drafted_by_name: viewer.name,
    })
    .execute();
  await insertReportAlerts(tx, id, alertIds);
  await recordInReport(tx, id, viewer, "drafted", { kind, profile, alerts: alertIds.length });
  return getReport(tx, viewer, id);
}

/** @throws Problem as `requireAdmits`, `alert_unknown`. The report is held by the caller, as in all that follows. */
export async function changeDraft(
  tx: Executor,
  seen: SeenReport,
  actor: Actor,
  { kind, profile, choices, alertIds }: ReportDraft & { alertIds?: readonly Hash[] },
): Promise<void> {
  requireAdmits(seen, "edit");
  await tx
    .updateTable("report")
    .set({ kind, profile, choices: JSON.stringify(choices), version: seen.version + 1 })
    .where("id", "=", seen.id)
    .execute();
  if (alertIds !== undefined) {
    await tx.deleteFrom("report_alert").where("report_id", "=", seen.id).execute();
    await insertReportAlerts(tx, seen.id, alertIds);
  }
  // What was chosen is personal, and stands in the report alone.
  await recordInReport(tx, seen.id, actor, "edited", {
    kind,
    profile,
    ...(alertIds && { alerts: alertIds.length }),
  });
}

async function insertReportAlerts(tx: Executor, reportId: string, ids: readonly Hash[]): Promise<void> {
  if (ids.length > REPORT_ALERTS_MAX) throw new Error(`Broken invariant: ${ids.length} alerts of one report`);
  const known = await listAlertsById(tx, ids);
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new Problem("alert_unknown", `there is no alert ${missing}`);
  await sql`
    insert into report_alert (report_id, alert_id)
    select ${reportId}::uuid, id from unnest(${byteaArray(ids)}::bytea[]) as id`.execute(tx);
}

export interface WrittenFile {
  xml: Buffer;
  /** Of the profile's file, 64 hex digits. */
  profileSha256: string;
  /** Of each of its alerts the revision that it tells of. */
  revisions: ReadonlyMap<Hash, Hash>;
  at: Date;
}

/** Keeps exactly what is filed. @returns its SHA-256 in hex */
export async function makeReady(
  tx: Executor,
  seen: SeenReport,
  actor: Actor,
  { xml, profileSha256, revisions, at }: WrittenFile,
): Promise<string> {
  requireAdmits(seen, "ready");
  const sha256 = createHash("sha256").update(xml).digest();
  await tx
    .updateTable("report")
    .set({
      status: "ready",
      xml,
      xml_sha256: sha256,
      profile_sha256: Buffer.from(profileSha256, "hex"),
      ready_by: actor.by,
      ready_by_name: actor.name,
      ready_at: at,
      version: seen.version + 1,
    })
    .where("id", "=", seen.id)
    .execute();
  for (const [alertId, revision] of revisions) {
    await tx
      .updateTable("report_alert")
      .set({ revision: bytesOf(revision) })
      .where("report_id", "=", seen.id)
      .where("alert_id", "=", bytesOf(alertId))
      .execute();
  }
  const xmlSha256 = sha256.toString("hex");
  await recordInReport(tx, seen.id, actor, "made_ready", { xmlSha256, profile: seen.profile, profileSha256 });
  return xmlSha256;
}

/** Drops what was written: the history keeps its hash. */
export function reopenReport(
  tx: Executor,
  seen: SeenReport,
  actor: Actor,
  { reason }: { reason: string },
): Promise<void> {
  return dropWritten(tx, seen, actor, { action: "reopen", status: "draft", kind: "reopened", reason });
}

export function discardReport(
  tx: Executor,
  seen: SeenReport,
  actor: Actor,
  { reason }: { reason: string },
): Promise<void> {
  return dropWritten(tx, seen, actor, { action: "discard", status: "discarded", kind: "discarded", reason });
}

async function dropWritten(
  tx: Executor,
  seen: SeenReport,
  actor: Actor,
  to: { action: ReportAction; status: "draft" | "discarded"; kind: "reopened" | "discarded"; reason: string },
): Promise<void> {
  requireAdmits(seen, to.action);
  await tx
    .updateTable("report")
    .set({
      status: to.status,
      xml: null,
      xml_sha256: null,
      profile_sha256: null,
      ready_by: null,
      ready_by_name: null,
      ready_at: null,
      version: seen.version + 1,
    })
    .where("id", "=", seen.id)
    .execute();
  await tx.updateTable("report_alert").set({ revision: null }).where("report_id", "=", seen.id).execute();
  await recordInReport(tx, seen.id, actor, to.kind, {
    reason: to.reason,
    ...(seen.ready && { xmlSha256: seen.ready.xmlSha256 }),
  });
}

/**
 * Somebody else's word that exactly this file was filed. Its alerts are held until then: screening changes none of them meanwhile.
 * @throws Problem `report_state`, also for an alert that was withdrawn meanwhile; `report_xml_differs`; `four_eyes_needed`
 */
export async function fileReport(
  tx: Executor,
  seen: SeenReport,
  actor: Actor,
  { xmlSha256, fiuReference, at }: { xmlSha256: string; fiuReference?: string; at: Date },
): Promise<void> {
  requireAdmits(seen, "file");
  if (seen.ready?.xmlSha256 !== xmlSha256) {
    throw new Problem("report_xml_differs", `${seen.number} was made ready with the SHA-256 ${seen.ready?.xmlSha256}`);
  }
  const states = await holdForFiling(tx, await listReportAlertIds(tx, seen));
  const withdrawn = [...states].find(([, state]) => state === "withdrawn");
  if (withdrawn !== undefined) {
    const what = `alert ${withdrawn[0]} was withdrawn since it was made ready`;
    throw new Problem("report_state", `${what}: reopen ${seen.number}, or discard it`);
  }
  await tx
    .updateTable("report")
    .set({
      status: "filed",
      filed_by: actor.by,
      filed_by_name: actor.name,
      filed_at: at,
      version: seen.version + 1,
      ...(fiuReference !== undefined && { fiu_reference: fiuReference }),
    })
    .where("id", "=", seen.id)
    .execute()
    .catch((error: unknown) => {
      if (!breaksCheck(error, "report_four_eyes")) throw error;
      throw new Problem("four_eyes_needed", `${seen.ready?.by.name} made it ready, and you act for the same person`);
    });
  await recordInReport(tx, seen.id, actor, "filed", { xmlSha256, ...(fiuReference && { fiuReference }) });
}

/** @throws Problem `report_state`, which names what it admits */
export function requireAdmits({ number, status }: SeenReport, action: ReportAction): void {
  if (admits(status, action)) return;
  const left = listReportActions(status).join(", ");
  throw new Problem("report_state", `${action}: ${number} is ${status}; it admits ${left === "" ? "nothing" : left}`);
}
