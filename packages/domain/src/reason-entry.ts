import type { ListedEntry } from "./entry.ts";
import type { ReasonEntry } from "./heuristic.ts";

/** The listing as a reason keeps it. */
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
