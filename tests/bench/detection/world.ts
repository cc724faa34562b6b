import { ethereum } from "@redflag/domain/chains/ethereum";
import type { ListedEntry } from "@redflag/domain/entry";
import { NO_RATES, type RateTable } from "@redflag/domain/rate-table";

/** What is known beside the payments. */
export interface World {
  entries: readonly ListedEntry[];
  rates: RateTable;
}

/** Of sets that say nothing of it. */
export const NOTHING_KNOWN: World = { entries: [], rates: NO_RATES };

export function listed(
  entry: Pick<ListedEntry, "address" | "category"> &
    Partial<Pick<ListedEntry, "entity" | "jurisdictions" | "severity">>,
): ListedEntry {
  return {
    list: "bench",
    listVersion: 1,
    entryId: entry.address,
    family: ethereum.family,
    severity: "LOW",
    authority: "Bench",
    confidence: 100,
    sharing: "TLP:CLEAR",
    ...entry,
  };
}
