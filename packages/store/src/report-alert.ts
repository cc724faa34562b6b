import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import { hexOf } from "./bytes.ts";
import type { CaseViewer } from "./case-file.ts";
import type { Executor } from "./database.ts";
import type { SeenReport } from "./report-file.ts";

/** Those that it is about, by id. */
export async function listReportAlertIds(db: Executor, { id }: SeenReport): Promise<Hash[]> {
  return [...(await listReportedRevisions(db, { id })).keys()];
}

/** Of each alert of a report, by id, the revision that the report tells of; undefined while it is a draft. */
export async function listReportedRevisions(
  db: Executor,
  { id }: Pick<SeenReport, "id">,
): Promise<Map<Hash, Hash | undefined>> {
  const rows = await db
    .selectFrom("report_alert")
    .select(["alert_id", "revision"])
    .where("report_id", "=", id)
    .orderBy("alert_id")
    .execute();
  return new Map(
    rows.map(({ alert_id, revision }) => [hexOf(alert_id), revision === null ? undefined : hexOf(revision)]),
  );
}

/** When an alert was filed first, and the reports of it that the viewer may see, in order. */
export interface AlertFiling {
  firstAt: Date;
  reports: Array<{ id: string; number: string; at: Date; revision: Hash }>;
}

/** Of those of these alerts that were filed: that they were is for whoever sees the alert, by which report for whoever sees that. */
export async function listFilings(
  db: Executor,
  { by, seesAll }: CaseViewer,
  alertIds: readonly Hash[],
): Promise<Map<Hash, AlertFiling>> {
  if (alertIds.length === 0) return new Map();
  const { rows } = await sql<{
    alert_id: Buffer;
    revision: Buffer;
    filed_at: Date;
    id: string;
    number: string;
    seen: boolean;
  }>`
    select f.alert_id, f.revision, f.filed_at, r.id, r.number,
      (r.case_id is null or m.person is not null or ${seesAll}) as seen
    from filed_alert as f join report as r on r.id = f.report_id
      left join case_member as m on m.case_id = r.case_id and m.removed_at is null and m.person = person_behind(${by})
    where f.alert_id = ${anyBytes(alertIds)}
    order by f.filed_at, r.number`.execute(db);
  const filings = new Map<Hash, AlertFiling>();
  for (const { alert_id, revision, filed_at, id, number, seen } of rows) {
    const alertId = hexOf(alert_id);
    const filing = filings.get(alertId) ?? { firstAt: filed_at, reports: [] };
    if (seen) filing.reports.push({ id, number, at: filed_at, revision: hexOf(revision) });
    filings.set(alertId, filing);
  }
  return filings;
}
