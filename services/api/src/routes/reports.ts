import { randomUUID } from "node:crypto";
import type { ReportDetail } from "@redflag/contract/http/routes/reports";
import { CASE_ALERTS_MAX } from "@redflag/domain/case";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { REPORT_ALERTS_MAX } from "@redflag/domain/report";
import { getReportProfile, loadReportProfiles } from "@redflag/reports/goaml/load-report-profiles";
import { listCaseAlerts } from "@redflag/store/case-alert";
import { type CaseViewer, lockCase, requireOpen, type SeenCase } from "@redflag/store/case-file";
import type { Executor } from "@redflag/store/database";
import { insertAnswer } from "@redflag/store/report-answer";
import {
  changeDraft,
  discardReport,
  fileReport,
  insertReport,
  makeReady,
  reopenReport,
  requireAdmits,
} from "@redflag/store/report-change";
import { getReport, listReports, lockReport, type SeenReport } from "@redflag/store/report-file";
import { actorOf, type Caller } from "../caller.ts";
import { caseViewerOf } from "../case-viewer.ts";
import { decodeCursor } from "../cursor.ts";
import { drawUpReport, preflightBody, readReportXml, writeComplete } from "../drawn-up-report.ts";
import type { Handlers } from "../handler.ts";
import { InvalidRequest } from "../invalid-request.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { choicesOf, readReportDetail, reportBody } from "../report-body.ts";
import { reportProfileBody } from "../report-profile-body.ts";
import { timeAndIdOf } from "../time-and-id.ts";
import { refuseUnkeepable } from "../unkeepable-text.ts";

type ReportRoutes =
  | "listReportProfiles"
  | "listReports"
  | "createReport"
  | "getReport"
  | "updateReport"
  | "preflightReport"
  | "getReportXml"
  | "readyReport"
  | "reopenReport"
  | "fileReport"
  | "discardReport"
  | "answerReport";

const DAY_MS = 86_400_000;

/** The audit says what was done with which report; what people chose is personal and stands in the report alone. */
export function reportHandlers({ reportProfilesDir }: { reportProfilesDir: string }): Pick<Handlers, ReportRoutes> {
  const requireProfile = async (id: string) => getReportProfile(await loadReportProfiles(reportProfilesDir), id);
  const drawUp = (db: Executor, seen: SeenReport, now: Date) =>
    drawUpReport(db, seen, { profilesDir: reportProfilesDir, now });

  return {
    async listReportProfiles() {
      return { body: { items: (await loadReportProfiles(reportProfilesDir)).map(reportProfileBody) } };
    },

    async listReports(call) {
      const { query } = call;
      const { limit, cursor, number, status, alert, case: caseId } = query;
      const before = cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listReports", query, cursor));
      const filter = {
        ...(number !== undefined && { number }),
        ...(status && { statuses: status }),
        ...(alert !== undefined && { alertId: alert as Hash }),
        ...(caseId !== undefined && { caseId }),
      };
      const page = { limit: limit + 1, ...(before && { before }) };
      const rows = await call.read((db) => listReports(db, caseViewerOf(call.caller), filter, page));
      return {
        body: pageOfRows("listReports", query, rows, {
          item: reportBody,
          after: ({ createdAt, id }) => [createdAt.toISOString(), id],
        }),
      };
    },

    async createReport(call) {
      if (call.answeredOf !== undefined) return toldAgain(call, call.answeredOf);
      const { profile, choices, case: caseId, alerts } = call.body;
      if (caseId === undefined && alerts === undefined) {
        throw new InvalidRequest([{ at: "", fault: "has neither case nor alerts" }]);
      }
      refuseUnkeepable(choices, "/choices");
      const viewer = caseViewerOf(call.caller);
      const id = randomUUID();
      call.tell({
        subject: `report:${id}`,
        detail: { profile, kind: choices.kind, ...(caseId !== undefined && { case: caseId }) },
      });
      await requireProfile(profile);
      return call.write(async (tx) => {
        const named = alerts && ([...new Set(alerts)] as Hash[]);
        const alertIds = caseId === undefined ? (named ?? []) : await alertsOfCase(tx, viewer, caseId, named);
        const draft = { id, kind: choices.kind, profile, choices, alertIds, ...(caseId !== undefined && { caseId }) };
        const seen = await insertReport(tx, viewer, draft);
        call.tell({ detail: { number: seen.number, alerts: alertIds.length } });
        return told(tx, call.caller, seen.id);
      });
    },

    async getReport(call) {
      call.tell({ subject: `report:${call.params.id}` });
      return call.read((db) => told(db, call.caller, call.params.id));
    },

    async updateReport(call) {
      const { id } = call.params;
      const { profile, choices, alerts } = call.body;
      if (profile === undefined && choices === undefined && alerts === undefined) {
        throw new InvalidRequest([{ at: "", fault: "is none of profile, choices and alerts" }]);
      }
      if (choices !== undefined) refuseUnkeepable(choices, "/choices");
      call.tell({ subject: `report:${id}`, detail: { changed: Object.keys(call.body) } });
      if (profile !== undefined) await requireProfile(profile);
      const viewer = caseViewerOf(call.caller);
      return call.write(async (tx) => {
        const seen = await lockAt(tx, viewer, id, call.ifMatch);
        const named = alerts && ([...new Set(alerts)] as Hash[]);
        const alertIds = named && seen.case ? await alertsOfCase(tx, viewer, seen.case.id, named) : named;
        const chosen = choices ?? choicesOf(seen);
        await changeDraft(tx, seen, actorOf(call.caller), {
          kind: chosen.kind,
          profile: profile ?? seen.profile,
          choices: chosen,
          ...(alertIds && { alertIds }),
        });
        return told(tx, call.caller, id);
      });
    },

    async preflightReport(call) {
      const { id } = call.params;
      call.tell({ subject: `report:${id}` });
      const drawn = await call.read(async (db) =>
        drawUp(db, await getReport(db, caseViewerOf(call.caller), id), call.now),
      );
      return { body: preflightBody(drawn) };
    },

    async getReportXml(call) {
      const { id } = call.params;
      call.tell({ subject: `report:${id}` });
      const { seen, file } = await call.read(async (db) => {
        const seen = await getReport(db, caseViewerOf(call.caller), id);
        const file = await readReportXml(db, seen, { profilesDir: reportProfilesDir, now: call.now });
        return { seen, file };
      });
      const { bytes, sha256 } = file;
      call.tell({ detail: { number: seen.number, sha256, bytes: bytes.length } });
      const name = seen.status === "draft" ? `${seen.number}-draft.xml` : `${seen.number}.xml`;
      return { file: { name, type: "application/xml", bytes } };
    },

    async readyReport(call) {
      const { id } = call.params;
      const viewer = caseViewerOf(call.caller);
      call.tell({ subject: `report:${id}` });
      const { seen, drawn } = await call.read(async (db) => {
        const seen = requireVersion(await getReport(db, viewer, id), call.ifMatch);
        requireAdmits(seen, "ready");
        return { seen, drawn: await drawUp(db, seen, call.now) };
      });
      const xml = writeComplete(drawn);
      return call.write(async (tx) => {
        // Of the same version, and so of the choices and alerts that were read.
        const locked = await lockAt(tx, viewer, id, seen.version);
        const { revisions, profile } = drawn;
        const file = { xml, revisions, profileSha256: profile.sha256, at: call.now };
        const xmlSha256 = await makeReady(tx, locked, actorOf(call.caller), file);
        call.tell({ detail: { number: seen.number, xmlSha256, profile: profile.id, profileSha256: profile.sha256 } });
        return told(tx, call.caller, id);
      });
    },

    reopenReport: (call) => drop(call, reopenReport),

    async fileReport(call) {
      const { id } = call.params;
      const { xmlSha256, fiuReference } = call.body;
      call.tell({ subject: `report:${id}`, detail: { xmlSha256 } });
      return call.write(async (tx) => {
        const seen = await lockReport(tx, caseViewerOf(call.caller), id);
        call.tell({ detail: { number: seen.number } });
        await fileReport(tx, seen, actorOf(call.caller), {
          xmlSha256,
          at: call.now,
          ...(fiuReference !== undefined && { fiuReference }),
        });
        return told(tx, call.caller, id);
      });
    },

    discardReport: (call) => drop(call, discardReport),

    async answerReport(call) {
      if (call.answeredOf !== undefined) return toldAgain(call, call.answeredOf);
      const { id } = call.params;
      const { outcome, reasons, answeredOn, fiuReference, disposition } = call.body;
      call.tell({ subject: `report:${id}`, detail: { outcome, ...(disposition && { disposition }) } });
      return call.write(async (tx) => {
        const seen = await lockReport(tx, caseViewerOf(call.caller), id);
        call.tell({ detail: { number: seen.number } });
        requireAdmits(seen, "answer");
        refuseImpossibleDay(answeredOn, seen, call.now);
        const { batchId } = await insertAnswer(
          tx,
          seen,
          actorOf(call.caller),
          {
            outcome,
            reasons,
            answeredOn,
            ...(fiuReference !== undefined && { fiuReference }),
            ...(disposition && { disposition }),
          },
          call.now.getTime(),
        );
        if (batchId !== undefined) call.tell({ detail: { batch: batchId } });
        return told(tx, call.caller, id);
      });
    },
  };
}

interface DropCall {
  caller: Caller;
  params: { id: string };
  body: { reason: string };
  ifMatch?: number;
  tell(fact: { subject: string; detail: Record<string, unknown> }): void;
  write(work: (tx: Executor) => Promise<Told>): Promise<{ body?: ReportDetail }>;
}

interface Told {
  body: ReportDetail;
  version: number;
  of: string;
}

async function drop(call: DropCall, change: typeof reopenReport): Promise<{ body?: ReportDetail }> {
  const { id } = call.params;
  const { reason } = call.body;
  call.tell({ subject: `report:${id}`, detail: { reason } });
  return call.write(async (tx) => {
    const seen = await lockAt(tx, caseViewerOf(call.caller), id, call.ifMatch);
    await change(tx, seen, actorOf(call.caller), { reason });
    return told(tx, call.caller, id);
  });
}

/** As it is now, for whoever asks. */
async function told(db: Executor, caller: Caller, id: string): Promise<Told> {
  const seen = await getReport(db, caseViewerOf(caller), id);
  return { body: await readReportDetail(db, seen, caller.permissions), version: seen.version, of: seen.id };
}

interface ReadCall extends Pick<DropCall, "caller" | "tell"> {
  read<T>(work: (db: Executor) => Promise<T>): Promise<T>;
}

/** To whoever has asked the same before. */
function toldAgain(call: ReadCall, id: string): Promise<Told> {
  call.tell({ subject: `report:${id}`, detail: {} });
  return call.read((db) => told(db, call.caller, id));
}

async function lockAt(tx: Executor, viewer: CaseViewer, id: string, version: number | undefined): Promise<SeenReport> {
  return requireVersion(await lockReport(tx, viewer, id), version);
}

function requireVersion(seen: SeenReport, version: number | undefined): SeenReport {
  if (version === undefined || seen.version === version) return seen;
  throw new Problem("version_outdated", `version ${seen.version} is there now`);
}

/** Of a case that may be written in: those that are named, or all that stand. */
async function alertsOfCase(
  tx: Executor,
  viewer: CaseViewer,
  caseId: string,
  named: readonly Hash[] | undefined,
): Promise<readonly Hash[]> {
  const seen: SeenCase = await lockCase(tx, viewer, caseId);
  requireOpen(seen);
  const held = await listCaseAlerts(tx, seen, { limit: CASE_ALERTS_MAX });
  if (named !== undefined) {
    const ids = new Set(held.map(({ alert }) => alert.id));
    const missing = named.find((id) => !ids.has(id));
    if (missing !== undefined) throw new Problem("alert_unknown", `${seen.number} has no alert ${missing}`);
    return named;
  }
  const standing = held.flatMap(({ alert }) => (alert.state === "withdrawn" ? [] : [alert.id]));
  if (standing.length > REPORT_ALERTS_MAX) {
    const fault = `is missing: ${seen.number} has ${standing.length} alerts that stand, and a report takes ${REPORT_ALERTS_MAX}`;
    throw new InvalidRequest([{ at: "/alerts", fault }]);
  }
  return standing;
}

/** A day more at each end: it is the FIU's own calendar. */
function refuseImpossibleDay(answeredOn: string, { filed }: SeenReport, now: Date): void {
  const dayMs = Date.parse(answeredOn);
  const from = (filed?.at.getTime() ?? 0) - 2 * DAY_MS;
  if (dayMs > from && dayMs < now.getTime() + DAY_MS) return;
  throw new InvalidRequest([{ at: "/answeredOn", fault: "is before the report was filed, or yet to come" }]);
}
