import type { ListEntry } from "@redflag/contract/http/list-entry";

/** What an entry says besides whom it is about, in the order in which a list's reader asks. */
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

/** Which facts of the one are not those of the other. Without another there is nothing to compare with. */
export function changedFields(entry: ListEntry, other: ListEntry | undefined): ReadonlySet<EntryField> {
  if (other === undefined) return new Set();
  return new Set(ENTRY_FIELDS.filter((field) => textOf(entry[field]) !== textOf(other[field])));
}

function textOf(value: ListEntry[EntryField]): string {
  return Array.isArray(value) ? value.join() : String(value);
}
