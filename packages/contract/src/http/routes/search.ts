import { z } from "zod";
import { ACCOUNT_CHARS_MAX, BlockNumber, Caip2, Hash32, HeuristicId } from "../../identifiers.ts";
import { Time } from "../fields.ts";
import { Count, PartyFacts } from "../flow-party.ts";
import { AddressText, Family, ListEntry, ListId } from "../list-entry.ts";
import { defineRoute } from "../route.ts";
import { AlertRow } from "./alerts.ts";
import { CaseSummary } from "./cases.ts";

/** Results of each kind. */
export const FOUND_MAX = 8;
/** Alerts about an address that are counted, the newest. */
export const COUNTED_ALERTS_MAX = 100;

/** An address on one chain of its family. */
const AddressOnChain = PartyFacts.extend({
  chain: Caip2,
  /** Its payments are screened. Nothing but lists is known of an address where they are not. */
  watched: z.boolean(),
  /** The chain's lane remembers it: it has paid or been paid there. */
  known: z.boolean(),
  /** Of which it is the subject and that stand, among the newest hundred about these bytes. */
  alerts: Count,
});

const FoundAddress = z.strictObject({
  /** As its family writes it. */
  address: AddressText,
  family: Family,
  /** Of a whole address every watched chain of the family, or the one that was named; else those on which there is something. */
  chains: z.array(AddressOnChain),
});
export type FoundAddress = z.infer<typeof FoundAddress>;

const FoundTransaction = z.strictObject({
  chain: Caip2,
  transaction: Hash32,
  block: BlockNumber,
  time: Time,
  /** In the ledger; 0 where retention has taken its block. */
  transfers: Count,
  /** That rest on a payment of it; a hundred are counted. */
  alerts: Count,
});
export type FoundTransaction = z.infer<typeof FoundTransaction>;

/** Current. Of a business that has several, the first stands for them. */
const FoundEntry = z.strictObject({
  list: ListId,
  entry: ListEntry,
  /** That have the same name, besides; a hundred are counted. 0 of what was found by an address or an account. */
  others: Count,
});
export type FoundEntry = z.infer<typeof FoundEntry>;

const FoundRule = z.strictObject({ id: HeuristicId, title: z.string(), version: z.int().positive() });
export type FoundRule = z.infer<typeof FoundRule>;

export const SEARCH_NOTES = [
  /** A character of the address is wrong, or its letters' case was changed: it was not searched for. */
  "address_checksum",
  /** It looks like an address, and is none. */
  "address_malformed",
  /** CAIP-10 that names a chain which is not known. */
  "chain_unknown",
  /** No chain of the address's family, or not the one that was named, is watched. */
  "chain_unwatched",
  /** Too little of an address, or of an alert's id, to be looked for. */
  "beginning_short",
  /** As many digits as neither an address nor a hash has. */
  "length_odd",
  /** What the part about transactions does not look at. */
  "transactions_of_alerts",
] as const;

function foundOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item).max(FOUND_MAX), more: z.boolean() }).optional();
}

const SearchAnswer = z.strictObject({
  addresses: foundOf(FoundAddress),
  transactions: foundOf(FoundTransaction),
  alerts: foundOf(AlertRow),
  cases: foundOf(CaseSummary),
  entries: foundOf(FoundEntry),
  rules: foundOf(FoundRule),
  /** Why something was not looked for, in words. */
  notes: z.array(z.strictObject({ code: z.enum(SEARCH_NOTES), text: z.string() })),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const searchEverything = defineRoute({
  id: "searchEverything",
  method: "GET",
  path: "/v1/search",
  tag: "Search",
  summary: "Find an address, a transaction, an alert, a case, an entry of a list or a rule",
  description:
    "Eight of each kind at most; a kind that you may not read is absent. Addresses: whole, in any form, or the beginning of one " +
    "from 6 characters of it on, among those that alerts are about and that lists name. Transactions: a whole hash, among payments that alerts " +
    "rest on. Alerts: an id, or 4 digits or more of its beginning. Cases that you may see: a number, an id, or words of the title among " +
    "the newest thousand. Entries of lists as they are now: an address, an account at a venue, or the beginning of a business's name; words within it among the first " +
    "thousand names. Rules: the beginning of an id, or words of the title. What is mistyped is never corrected: `notes` say what is wrong with it.",
  access: "search:read",
  query: z.strictObject({ q: z.string().trim().min(2).max(ACCOUNT_CHARS_MAX) }),
  answer: { status: 200, body: SearchAnswer, description: "What there is of each kind" },
  action: "search.read",
});
