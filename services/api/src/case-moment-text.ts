import type { CaseTimelineEntry } from "@redflag/contract/http/routes/cases";

const WORDS: Record<CaseTimelineEntry["kind"], string> = {
  opened: "case opened",
  retitled: "title changed",
  closed: "case closed",
  reopened: "case opened again",
  owner_changed: "owner changed",
  member_added: "member let in",
  member_removed: "member taken out",
  alerts_added: "alerts taken in",
  alert_removed: "alert taken out",
  note_added: "note written",
  note_replaced: "note replaced",
  attachment_added: "file attached",
  attachment_removed: "attachment removed",
  watch_begun: "address watched",
  watch_ended: "watch ended",
  hold_set: "legal hold set",
  hold_lifted: "legal hold lifted",
  first_evidence: "first payment of an alert",
  last_evidence: "last payment so far of an alert",
  alert_reviewed: "alert reviewed",
  watch_payment: "payment of a watched address",
};

/** What of a moment's facts people read, in this order, and how it is led in; ids are for machines. */
const FACTS: ReadonlyArray<[name: string, lead: string]> = [
  ["count", ""],
  ["name", ""],
  ["member", ""],
  ["role", "as "],
  ["from", "from "],
  ["to", "to "],
  ["action", ""],
  ["disposition", "as "],
  ["text", ""],
  ["state", ""],
  ["reason", ""],
];

/** "alert reviewed: rapid-pass-through 7f3a09c1; close; as humanitarian; a relief agency's payday" */
export function momentText({ kind, rule, alert, detail = {} }: CaseTimelineEntry): string {
  const about = rule === undefined ? [] : [`${rule} ${alert?.slice(2, 10)}`];
  const facts = FACTS.flatMap(([name, lead]) => {
    const value = detail[name];
    if (typeof value !== "string" && typeof value !== "number") return [];
    return [`${lead}${name === "disposition" ? String(value).replaceAll("_", " ") : value}`];
  });
  const said = [...about, ...facts].join("; ");
  return said === "" ? WORDS[kind] : `${WORDS[kind]}: ${said}`;
}
