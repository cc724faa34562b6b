import { listingAt } from "@redflag/domain/entry";
import { dateOf } from "./time.ts";
import type { EntryLife } from "./watchlist.ts";

/** Whether an entry's list names its subject at this time (unix seconds), and why not. */
export function entryStatus({ entry, endedSeq }: EntryLife, time: number): string {
  if (endedSeq !== undefined) return `removed in version ${endedSeq} of the list`;
  switch (listingAt(entry, time)) {
    case "in_force":
      return "in force";
    case "listed_later":
      return `in force from ${isoTime(entry.validFrom)}`;
    case "delisted":
      return `ended at ${isoTime(entry.validTo)}`;
  }
}

function isoTime(seconds = 0): string {
  return dateOf(seconds).toISOString();
}
