import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { ReportEventKind, ReportOutcome, ReportStatus } from "@redflag/domain/report";
import { type RawBuilder, sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { CaseViewer } from "./case-file.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";

/** A report to an FIU, but for its XML and what hangs on it. */
export interface ReportFile {
  id: string;
  /** `R-2026-0001` */
  number: string;
  kind: "STR" | "SAR";
  profile: string;
  /** It was drawn up from it. */
  case?: { id: string; number: string };
  status: ReportStatus;
  /** As it was kept; personal. */
  choices: unknown;
  draftedBy: Actor;
  createdAt: Date;
  version: number;
  alertCount: number;
  /** Hashes in hex. */
  ready?: {
    by: Actor;
    at: Date;
    xmlSha256: string;
    xmlBytes: number;
    profileSha256: string;
    /** By the person behind the viewer, who so cannot confirm it. */
    isOwn: boolean;
  };
  filed?: { by: Actor; at: Date };
  fiuReference?: string;
  /** The last one counts. */
  answer?: ReportOutcome;
  /** False for whoever only reads the case that it is of. */
  mayChange: boolean;
}

declare const looked: unique symbol;
/** A report that its viewer may see: one of a case for those alone who see the case. Only this file makes one. */
export type SeenReport = ReportFile & { readonly [looked]: CaseViewer };

interface Row {
  id: string;
  number: string;
  kind: "STR" | "SAR";
  profile: string;
  case_id: string | null;
  case_number: string | null;
  case_role: string | null;
  status: string;
  choices: unknown;
  drafted_by: string;
  drafted_by_name: string;
  created_at: Date;
  version: number;
  alert_count: number;
  xml_sha256: string | null;
  xml_bytes: number | null;
  profile_sha256: string | null;
  ready_by: string | null;
  ready_by_name: string | null;
  ready_at: Date | null;
  is_own: boolean | null;
  filed_by: string | null;
  filed_by_name: string | null;
  filed_at: Date | null;
  fiu_reference: string | null;
  answer: string | null;
}

async function selectSeen(
  db: Executor,
  { by, seesAll }: CaseViewer,
  which: RawBuilder<unknown>,
): Promise<SeenReport[]> {
  const { rows } = await sql<Row>`
    select r.id, r.number, r.kind, r.profile, r.case_id, c.number as case_number, m.role as case_role, r.status, r.choices,
      r.drafted_by, r.drafted_by_name, r.created_at, r.version,
      (select count(*) from report_alert where report_id = r.id)::integer as alert_count,
      encode(r.xml_sha256, 'hex') as xml_sha256, length(r.xml) as xml_bytes, encode(r.profile_sha256, 'hex') as profile_sha256,
      r.ready_by, r.ready_by_name, r.ready_at, r.ready_by_person = person_behind(${by}) as is_own, r.filed_by, r.filed_by_name, r.filed_at, r.fiu_reference,
      (select outcome from report_answer where report_id = r.id order by seq desc limit 1) as answer
    from report as r left join case_file as c on c.id = r.case_id
      left join case_member as m on m.case_id = r.case_id and m.removed_at is null and m.person = person_behind(${by})
    where (r.case_id is null or m.person is not null or ${seesAll}) and ${which}`.execute(db);
  return rows.map((row) => reportOf(row, seesAll));
}

/** @throws Problem `not_found`, also of a report that is there and not the viewer's to see */
export async function getReport(db: Executor, viewer: CaseViewer, id: string): Promise<SeenReport> {
  const [report] = await selectSeen(db, viewer, sql`r.id = ${id}::uuid`);
  if (report === undefined) throw notFound(id);
  return report;
}

/** The same by the number that people know. */
export async function getReportByNumber(db: Executor, viewer: CaseViewer, number: string): Promise<SeenReport> {
  const [report] = await selectSeen(db, viewer, sql`r.number = ${number}`);
  if (report === undefined) throw notFound(number);
  return report;
}

/**
 * The same to change it: its row is held to the end of the transaction.
 * @throws Problem `not_found`; `forbidden` for whoever only reads the case that it is of
 */
export async function lockReport(tx: Executor, viewer: CaseViewer, id: string): Promise<SeenReport> {
  const held = await tx.selectFrom("report").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
  // Behind the lock: what is read before may be what somebody else is changing.
  const [report] = held === undefined ? [] : await selectSeen(tx, viewer, sql`r.id = ${id}::uuid`);
  if (report === undefined) throw notFound(id);
  if (!report.mayChange) throw new Problem("forbidden", "you are a reader of its case");
  return report;
}

function notFound(id: string): Problem {
  return new Problem("not_found", `you have no report ${id}`);
}

export interface ReportFilter {
  number?: string;
  statuses?: readonly ReportStatus[];
  alertId?: Hash;
  caseId?: string;
}

/** Newest first. */
export async function listReports(
  db: Executor,
  viewer: CaseViewer,
  { number, statuses, alertId, caseId }: ReportFilter,
  { limit, before }: { limit: number; before?: { createdAt: Date; id: string } },
): Promise<SeenReport[]> {
  const which = [sql`true`];
  if (number !== undefined) which.push(sql`r.number = ${number}`);
  if (statuses !== undefined) which.push(sql`r.status = any(${[...statuses]}::text[])`);
  if (caseId !== undefined) which.push(sql`r.case_id = ${caseId}::uuid`);
  if (alertId !== undefined)
    which.push(sql`r.id in (select report_id from report_alert where alert_id = ${bytesOf(alertId)})`);
  if (before !== undefined) {
    which.push(sql`(r.created_at, r.id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  const order = sql`order by r.created_at desc, r.id desc limit ${limit}`;
  return selectSeen(db, viewer, sql`${sql.join(which, sql` and `)} ${order}`);
}

/** Exactly what is filed. @throws Problem `report_state` where it is not ready, nor filed */
export async function getReportXml(db: Executor, { id, number, status }: SeenReport): Promise<Buffer> {
  const row = await db.selectFrom("report").select("xml").where("id", "=", id).executeTakeFirst();
  if (row?.xml == null) throw new Problem("report_state", `${number} is ${status}: no file of it is kept`);
  return row.xml;
}

/** Of everything that is done with a report, in its transaction. Whoever calls holds its row. */
export async function recordInReport(
  tx: Executor,
  id: string,
  { by, name }: Actor,
  kind: ReportEventKind,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`
    with counted as (update report set event_count = event_count + 1 where id = ${id}::uuid returning event_count)
    insert into report_event (report_id, seq, kind, by, by_name, detail)
    select ${id}::uuid, event_count, ${kind}, ${by}, ${name}, ${JSON.stringify(detail)}::jsonb from counted`.execute(
    tx,
  );
}

function reportOf(row: Row, seesAll: boolean): SeenReport {
  const { id, number, kind, profile, choices, version } = row;
  return {
    id,
    number,
    kind,
    profile,
    ...(row.case_id !== null && { case: { id: row.case_id, number: row.case_number ?? "" } }),
    status: row.status as ReportStatus,
    choices,
    draftedBy: { by: row.drafted_by, name: row.drafted_by_name },
    createdAt: row.created_at,
    version,
    alertCount: row.alert_count,
    ...readyOf(row),
    ...(row.filed_at !== null && {
      filed: { by: { by: row.filed_by ?? "", name: row.filed_by_name ?? "" }, at: row.filed_at },
    }),
    ...(row.fiu_reference !== null && { fiuReference: row.fiu_reference }),
    ...(row.answer !== null && { answer: row.answer as ReportOutcome }),
    mayChange: seesAll || row.case_role !== "reader",
  } as SeenReport;
}

function readyOf({ ready_at, ready_by, ready_by_name, xml_sha256, xml_bytes, profile_sha256, is_own }: Row) {
  if (ready_at === null) return {};
  const by = { by: ready_by ?? "", name: ready_by_name ?? "" };
  return {
    ready: {
      by,
      at: ready_at,
      xmlSha256: xml_sha256 ?? "",
      xmlBytes: xml_bytes ?? 0,
      profileSha256: profile_sha256 ?? "",
      isOwn: is_own === true,
    },
  };
}
