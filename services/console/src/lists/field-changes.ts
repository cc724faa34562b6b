import type { ListEntry } from "@redflag/contract/http/list-entry";

/** In the order in which a list's reader asks. */
export const ENTRY_FIELDS = [
  "category",
  "severity",
  "authority",
  "programme",
  "reference",
  "documentUrl",
  "entity",
  "jurisdictions",
  "confidence",
  "sharing",
  "validFrom",
  "validTo",
] as const;
export type EntryField = (typeof ENTRY_FIELDS)[number];

export interface FieldChange {
  field: EntryField;
  before: ListEntry[EntryField];
  after: ListEntry[EntryField];
}

/** What an entry says otherwise in its new form. */
export function fieldChanges(before: ListEntry, after: ListEntry): FieldChange[] {
  return ENTRY_FIELDS.filter((field) => String(before[field] ?? "") !== String(after[field] ?? "")).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));
}
