import { momentText } from "@redflag/api/case-moment-text";
import type { CaseExport } from "@redflag/contract/case-export";
import type { CaseSummary } from "@redflag/contract/http/routes/cases";
import { countOf } from "./count-text.ts";

/** "C-2026-0001  open  2026-01-05 by ada@fiu.example: A collector" */
export function caseLine({ number, status, at, openedBy, title }: CaseSummary): string {
  return `${number}  ${status}  ${at.slice(0, 10)} by ${openedBy.name}: ${title}`;
}

/** A case on a terminal: what it is, its alerts, and what happened. */
export function caseText(told: CaseExport): string {
  const { number, title, status, openedAt, openedBy, hold, members, subjects, alerts, notes, attachments } = told;
  const kept = attachments.filter(({ removedAt }) => removedAt === undefined);
  return [
    `${number}  ${status}  ${title}`,
    `opened ${minute(openedAt)} by ${openedBy.name}`,
    `members: ${members.map(({ name, role }) => `${name} (${role})`).join(", ")}`,
    hold === undefined ? "no legal hold" : `legal hold by ${hold.by.name} since ${minute(hold.at)}: ${hold.reason}`,
    ...subjects.map((subject) => `about ${subject}`),
    `${countOf(alerts.length, "alert")}, ${countOf(notes.length, "note")}, ${countOf(kept.length, "attachment")}`,
    ...alerts.map(
      ({ id, severity, state, rule, subject, findings }) =>
        `  ${severity}  ${state}  ${rule}  ${subject}  ${countOf(findings, "finding")}  ${id.slice(2, 14)}`,
    ),
    "what happened:",
    ...told.timeline.map(
      (moment) =>
        `  ${minute(moment.at)}  ${moment.by === undefined ? "" : `${moment.by.name}  `}${momentText(moment)}`,
    ),
    ...told.cut.map((what) => `left out: ${what}`),
  ].join("\n");
}

function minute(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}
