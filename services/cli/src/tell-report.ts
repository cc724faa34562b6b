import type { ReportDetail } from "@redflag/contract/http/routes/reports";
import { writeJson, writeLine } from "./output.ts";
import { reportText } from "./report-text.ts";

/** A report as it is after somebody did something with it. */
export function tellReport(report: ReportDetail, json = false): void {
  if (json) writeJson(report);
  else writeLine(reportText(report));
}
