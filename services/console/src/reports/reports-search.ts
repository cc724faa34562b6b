import { REPORT_STATUSES, type ReportStatus } from "@redflag/domain/report";

/** What the URL of the list of reports says. */
export interface ReportsSearch {
  status?: ReportStatus | undefined;
  /** A page led here: of this alert, or of this case. */
  alert?: string | undefined;
  case?: string | undefined;
}

const ALERT = /^0x[0-9a-f]{64}$/;
const CASE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readReportsSearch(search: Record<string, unknown>): ReportsSearch {
  const status = REPORT_STATUSES.find((one) => one === search.status);
  const { alert, case: ofCase } = search;
  return {
    ...(status !== undefined && { status }),
    ...(typeof alert === "string" && ALERT.test(alert) && { alert }),
    ...(typeof ofCase === "string" && CASE.test(ofCase) && { case: ofCase }),
  };
}
