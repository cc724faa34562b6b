import type { AuditEntry } from "@redflag/contract/http/routes/audit";
import { csvText } from "../show/csv-text.ts";

const HEADINGS = [
  "seq",
  "at",
  "actor_kind",
  "actor_id",
  "actor",
  "action",
  "outcome",
  "subject",
  "detail",
  "ip",
  "request",
  "hash",
];

/** Entries as they were found, one a row. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map(
    ({ seq, at, actor, action, outcome, subject = "", detail, ip = "", requestId = "", hash }) => [
      String(seq),
      at,
      actor.kind,
      actor.id,
      actor.name,
      action,
      outcome,
      subject,
      detail === undefined ? "" : JSON.stringify(detail),
      ip,
      requestId,
      hash,
    ],
  );
  return csvText([HEADINGS, ...rows]);
}
