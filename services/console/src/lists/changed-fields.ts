import type { ListEntry } from "@redflag/contract/http/list-entry";

/** What an entry says besides whom it is about. */
export const ENTRY_FIELDS = [
  "severity",
  "category",
  "entity",
  "authority",
  "programme",
  "reference",
  "documentUrl",
  "jurisdictions",
  "confidence",
  "validFrom",
  "validTo",
  "sharing",
] as const;
export type EntryField = (typeof ENTRY_FIELDS)[number];

/** Which facts of the one are not those of the other. Without another there is nothing to compare with. */
export function changedFields(entry: ListEntry, other: ListEntry | undefined): ReadonlySet<EntryField> {
  if (other === undefined) return new Set();
  return new Set(ENTRY_FIELDS.filter((field) => textOf(entry[field]) !== textOf(other[field])));
}

function textOf(value: ListEntry[EntryField]): string {
  return Array.isArray(value) ? value.join() : String(value);
}
