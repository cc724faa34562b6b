/** A report to an FIU: written on, waiting to be confirmed, confirmed as filed, or given up. */
export const REPORT_STATUSES = ["draft", "ready", "filed", "discarded"] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** What the FIU says of a filed report. */
export const REPORT_OUTCOMES = ["accepted", "rejected"] as const;
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];

/** What people do with a report; each is one row of its history. */
export const REPORT_EVENT_KINDS = [
  "drafted",
  "edited",
  "made_ready",
  "reopened",
  "filed",
  "discarded",
  "answered",
] as const;
export type ReportEventKind = (typeof REPORT_EVENT_KINDS)[number];

/** Alerts that one report is about at most [E]: an FIU's reader follows no more. */
export const REPORT_ALERTS_MAX = 200;

/** What can be done with a report as it stands. */
export const REPORT_ACTIONS = ["edit", "ready", "reopen", "file", "discard", "answer"] as const;
export type ReportAction = (typeof REPORT_ACTIONS)[number];

const FROM: Readonly<Record<ReportAction, readonly ReportStatus[]>> = {
  edit: ["draft"],
  ready: ["draft"],
  reopen: ["ready"],
  file: ["ready"],
  discard: ["draft", "ready"],
  answer: ["filed"],
};

export function admits(status: ReportStatus, action: ReportAction): boolean {
  return FROM[action].includes(status);
}

export function listReportActions(status: ReportStatus): ReportAction[] {
  return REPORT_ACTIONS.filter((action) => admits(status, action));
}
