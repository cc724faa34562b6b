import type { ReportStatus } from "@redflag/domain/report";
import type { SeenCase } from "./case-file.ts";
import type { Executor } from "./database.ts";

/** A report that was drawn up from a case, by name. */
export interface CaseReport {
  id: string;
  number: string;
  kind: "STR" | "SAR";
  status: ReportStatus;
}

/** More than anybody files of one case [E]; the list of reports has all. */
const CASE_REPORTS_MAX = 50;

/** The newest first: whoever sees the case sees them. */
export async function listCaseReports(db: Executor, { id }: SeenCase): Promise<CaseReport[]> {
  const rows = await db
    .selectFrom("report")
    .select(["id", "number", "kind", "status"])
    .where("case_id", "=", id)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(CASE_REPORTS_MAX)
    .execute();
  return rows.map(({ kind, status, ...name }) => ({
    ...name,
    kind: kind as CaseReport["kind"],
    status: status as ReportStatus,
  }));
}
