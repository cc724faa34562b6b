/** How a case came to be: about one address on one chain, about alerts on the same payments, or as somebody put it together. */
export const CASE_BASES = ["subject", "cluster", "hand"] as const;
export type CaseBasis = (typeof CASE_BASES)[number];

export const CASE_STATUSES = ["open", "closed"] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** `owner` answers for it, one at a time; `editor` writes; `reader` reads. */
export const CASE_ROLES = ["owner", "editor", "reader"] as const;
export type CaseRole = (typeof CASE_ROLES)[number];

/** What people do in a case; each is one row of its history. */
export const CASE_EVENT_KINDS = [
  "opened",
  "retitled",
  "closed",
  "reopened",
  "owner_changed",
  "member_added",
  "member_removed",
  "alerts_added",
  "alert_removed",
  "note_added",
  "note_replaced",
  "attachment_added",
  "attachment_removed",
  "watch_begun",
  "watch_ended",
  "hold_set",
  "hold_lifted",
] as const;
export type CaseEventKind = (typeof CASE_EVENT_KINDS)[number];

/** Alerts that a case has at most [E]: more are nobody's to read one by one. */
export const CASE_ALERTS_MAX = 1_000;

export const ATTACHMENT_BYTES_MAX = 10 * 1024 * 1024;
/** Of all attachments of one case that have not been removed. */
export const CASE_ATTACHMENT_BYTES_MAX = 100 * 1024 * 1024;

export const ATTACHMENT_TYPES = [
  "application/pdf",
  "image/png",
  "image/jpeg",
  "text/csv",
  "text/plain",
  "application/json",
] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];
