import { formatAddress } from "./address.ts";
import type { AddressFamily } from "./address-family.ts";
import type { ListedEntry } from "./entry.ts";
import type { Reason, ReasonEntry } from "./heuristic.ts";

/** The code of a reason that says of an alert's subject itself that a list names it: of nobody beside it, and of no alias. */
export const LISTED_PARTY = "listed_party";

/** "listed by OFAC under SDGT as terrorist financing (list ofac, version 3)" */
export function listingText({ authority, programme, category, list, listVersion }: ListedEntry): string {
  const under = programme === undefined ? "" : ` under ${programme}`;
  return `listed by ${authority}${under} as ${category.replaceAll("_", " ")} (list ${list}, version ${listVersion})`;
}

export function reasonEntryOf(entry: ListedEntry): ReasonEntry {
  return {
    list: entry.list,
    listVersion: entry.listVersion,
    entryId: entry.entryId,
    category: entry.category,
    severity: entry.severity,
    authority: entry.authority,
    confidence: entry.confidence,
    ...(entry.programme !== undefined && { programme: entry.programme }),
    ...(entry.reference !== undefined && { reference: entry.reference }),
    ...(entry.documentUrl !== undefined && { documentUrl: entry.documentUrl }),
  };
}

/** Of a listing that a finding of behaviour stands on besides its figures. */
export function nearbyReason(entry: ListedEntry, family: AddressFamily): Reason {
  const text = `${formatAddress(entry.address, family)}, which the payments or their parties touch, is ${listingText(entry)}`;
  return { code: "listed_nearby", text, entry: reasonEntryOf(entry) };
}
