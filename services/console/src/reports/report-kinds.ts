import type { ReportKind } from "@redflag/contract/report-choices";

/** Those of the contract, whose list comes with schemas that no page needs. */
export const REPORT_KINDS: readonly ReportKind[] = ["STR", "SAR"];
