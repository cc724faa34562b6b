import { LISTED_CATEGORIES, SERVICE_CATEGORIES } from "@redflag/domain/entry";
import { z } from "zod";
import { SeverityWord } from "./alert-words.ts";
import { EVENT_BYTES_MAX, EventJurisdictions, jsonBytes, ListName } from "./event-fields.ts";
import { Hash32 } from "./identifiers.ts";

/** Entries that one event names at most: fewer, where their words are long. */
export const EVENT_ENTRIES_MAX = 100;

/** Leaves room for what is around the payload when it is sent. */
const PAYLOAD_BYTES_MAX = EVENT_BYTES_MAX - 500;

const Text = z.string().min(1).max(200);

const ListedInEvent = z.strictObject({
  /** The entry's content as a hash: what screening calls it. An entry that changes in any word is another. */
  entry: Hash32,
  family: z.enum(["eip155", "tron"]),
  /** As its family writes it; on every chain of the family. */
  address: z.string().regex(/^[0-9A-Za-z]{1,64}$/),
  category: z.enum([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES]).meta({ "x-open": true }),
  severity: SeverityWord,
  authority: Text,
  programme: Text.optional(),
  /** As the entry has them; absent where it says none, or more than are told. */
  jurisdictions: EventJurisdictions.optional(),
});
export type ListedInEvent = z.infer<typeof ListedInEvent>;

/** What a new version of a list has, or no longer has: as far as it is shared with whoever is told. */
export const ListChangePayload = z
  .strictObject({
    type: z.enum(["watchlist.entry_added", "watchlist.entry_removed"]),
    list: ListName,
    /** The list's version as it is counted outside: as screening tells it. */
    version: z.int().positive(),
    /** By entry. Those of the same version that were removed are told before those that were added. */
    entries: z.array(ListedInEvent).min(1).max(EVENT_ENTRIES_MAX),
    /** Which of the events that tell the change this one is, from 1. */
    part: z.int().positive(),
    parts: z.int().positive(),
    /** How many more entries the change has than all its parts name; the same in each. */
    moreEntries: z.int().nonnegative(),
  })
  .refine((change) => change.part <= change.parts, { path: ["part"], error: "is one of `parts`" })
  .refine((change) => jsonBytes(change) <= PAYLOAD_BYTES_MAX, {
    path: ["entries"],
    error: `take more than ${PAYLOAD_BYTES_MAX} bytes`,
  });
export type ListChangePayload = z.infer<typeof ListChangePayload>;

/**
 * The events that tell of these entries, as few as hold them.
 * @param entries in the order in which they are told
 * @param moreEntries that the change has besides
 */
export function listChangePayloads(
  change: Pick<ListChangePayload, "type" | "list" | "version" | "moreEntries">,
  entries: readonly ListedInEvent[],
): ListChangePayload[] {
  const numbers = { part: Number.MAX_SAFE_INTEGER, parts: Number.MAX_SAFE_INTEGER };
  const bytesFree = PAYLOAD_BYTES_MAX - jsonBytes({ ...change, ...numbers, entries: [] });
  const parts: ListedInEvent[][] = [];
  let bytesLeft = 0;
  for (const entry of entries) {
    // And the comma.
    const bytes = jsonBytes(entry) + 1;
    const last = parts.at(-1);
    if (last !== undefined && bytes <= bytesLeft && last.length < EVENT_ENTRIES_MAX) last.push(entry);
    else {
      parts.push([entry]);
      bytesLeft = bytesFree;
    }
    bytesLeft -= bytes;
  }
  return parts.map((own, index) => ({ ...change, entries: own, part: index + 1, parts: parts.length }));
}
