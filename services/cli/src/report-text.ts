import type {
  ReportDetail,
  ReportEvent,
  ReportPreflight,
  ReportSummary,
  ReportTransaction,
} from "@redflag/contract/http/routes/reports";
import type { ReportProblem } from "@redflag/contract/report-problem";
import { countOf } from "./count-text.ts";

/** "R-2026-0001  filed  STR for ae, 2 alerts, 2026-03-01 by ada@fiu.example; accepted" */
export function reportLine(report: ReportSummary): string {
  const { number, status, kind, profile, alertCount, at, draftedBy, answer } = report;
  const of = report.case === undefined ? "" : ` of case ${report.case.number}`;
  const what = `${kind} for ${profile}${of}, ${countOf(alertCount, "alert")}`;
  return `${number}  ${status}  ${what}, ${at.slice(0, 10)} by ${draftedBy.name}${answer === undefined ? "" : `; ${answer}`}`;
}

/** A report on a terminal: what it is about, who did what, and what came back. What people chose is in the JSON. */
export function reportText(report: ReportDetail): string {
  const { ready, filed, fiuReference, alerts, answers, history } = report;
  return [
    reportLine(report),
    ...(ready === undefined ? [] : [`made ready ${minute(ready.at)} by ${ready.by.name}, SHA-256 ${ready.xmlSha256}`]),
    ...(filed === undefined ? [] : [`filed ${minute(filed.at)}, as ${filed.by.name} confirms`]),
    ...(fiuReference === undefined ? [] : [`to the FIU it is ${fiuReference}`]),
    ...alerts.map(
      ({ id, severity, state, rule, subject, changed }) =>
        `  ${severity}  ${state}  ${rule}  ${subject}  ${id.slice(2, 14)}${changed ? "  changed since" : ""}`,
    ),
    ...answers.map(
      ({ outcome, answeredOn, reasons, disposition }) =>
        `answer of ${answeredOn}: ${outcome}${disposition === undefined ? "" : `, ${disposition.replaceAll("_", " ")}`}: ${reasons}`,
    ),
    "what happened:",
    ...history.map((event) => `  ${minute(event.at)}  ${event.by.name}  ${eventText(event)}`),
  ].join("\n");
}

function eventText({ kind, detail }: ReportEvent): string {
  const said = [detail.reason, detail.outcome].filter((fact) => typeof fact === "string");
  return [kind.replaceAll("_", " "), ...said].join(": ");
}

/** Problems in words, what blocks first; then how it would read. */
export function preflightText({
  number,
  problems,
  narrative,
  transactions,
  currency,
  complete,
}: ReportPreflight): string {
  return [
    `${number}: ${complete ? "nothing blocks it" : "not fit to be filed"}`,
    ...problems.map(problemText),
    "",
    narrative,
    "",
    ...transactions.map((payment) => transactionText(payment, currency)),
  ].join("\n");
}

function problemText({ blocks, where, text, hint }: ReportProblem): string {
  return `${blocks ? "blocks" : "note"}  ${where === undefined ? "" : `${where}: `}${text} ${hint}`;
}

function transactionText({ at, amount, worth, sender, recipient, transaction }: ReportTransaction, currency: string) {
  const told = worth === undefined ? "" : ` (${worth} ${currency})`;
  return `${at}  ${amount}${told}  ${sender.account} to ${recipient.account}  ${transaction}`;
}

function minute(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}
