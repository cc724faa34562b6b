import { z } from "zod";
import { Hash32 } from "../../identifiers.ts";
import { Id, Time } from "../fields.ts";
import { AccountText, AddressText, ListEntry, ListId, SharingWord, SubjectChange, VenueText } from "../list-entry.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { Freeze } from "./derived-lists.ts";
import { GateFailure } from "./list-proposals.ts";

const ListParams = z.strictObject({ id: ListId });
const Version = z.int().positive();
export const VERSION_MAX = 1_000_000_000;

/** A version that a gate held back: an operator's task. */
const HeldVersion = z.strictObject({
  id: Id,
  /** The version that stays live; 0 where there is none. */
  baseVersion: z.int().nonnegative(),
  digest: Hash32,
  entries: z.int().nonnegative(),
  added: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  source: z.string(),
  failures: z.array(GateFailure),
  at: Time,
});

export const Watchlist = z.strictObject({
  id: ListId,
  title: z.string(),
  authority: z.string(),
  url: z.string().optional(),
  /** Absent while nothing came yet, or every version that did was held back. */
  version: Version.optional(),
  entries: z.int().nonnegative().optional(),
  source: z.string().optional(),
  at: Time.optional(),
  held: HeldVersion.optional(),
});
export type Watchlist = z.infer<typeof Watchlist>;

export const listWatchlists = defineRoute({
  id: "listWatchlists",
  method: "GET",
  path: "/v1/watchlists",
  tag: "Watchlists",
  summary: "List watchlists with their current version",
  description: "`held` is a version that a gate of the list has held back, and why: it waits for somebody.",
  access: "lists:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(Watchlist), description: "By id" },
  action: "list.list",
});

/** What an import has to keep to; absent: not asked. Percents are whole numbers. */
const Gates = z.strictObject({
  entriesMin: z.int().optional(),
  entriesMax: z.int().optional(),
  removedPercentMax: z.int().optional(),
  authorityPercentMin: z.int().optional(),
});

const WatchlistDetail = Watchlist.extend({
  gates: Gates,
  /** What exchanges know of it, counted for them; absent where nothing was ever shared. */
  shared: z.strictObject({ version: Version, entries: z.int().nonnegative(), at: Time }).optional(),
  /** People decided that every entry is known so far, also those that an import brings later. */
  sharing: z.strictObject({ sharing: SharingWord, proposal: Id }).optional(),
});
export type WatchlistDetail = z.infer<typeof WatchlistDetail>;

export const getWatchlist = defineRoute({
  id: "getWatchlist",
  method: "GET",
  path: "/v1/watchlists/{id}",
  tag: "Watchlists",
  summary: "Show a watchlist, what its gates ask and how far it is known",
  access: "lists:read",
  params: ListParams,
  answer: { status: 200, body: WatchlistDetail, description: "The list" },
  problems: ["not_found"],
  action: "list.read",
});

const ListVersion = z.strictObject({
  version: Version,
  digest: Hash32,
  entries: z.int().nonnegative(),
  source: z.string(),
  at: Time,
  /** Which proposal made it; absent of an import. */
  proposal: Id.optional(),
});
export type ListVersion = z.infer<typeof ListVersion>;

export const listListVersions = defineRoute({
  id: "listListVersions",
  method: "GET",
  path: "/v1/watchlists/{id}/versions",
  tag: "Watchlists",
  summary: "List the versions of a watchlist",
  access: "lists:read",
  params: ListParams,
  query: PageQuery,
  answer: { status: 200, body: pageOf(ListVersion), description: "Newest first" },
  problems: ["not_found"],
  action: "list.versions",
});

const VersionOrNone = z.int().nonnegative();

/** Addresses and accounts of which only `to` says something that the other does not, only `from` does, or each does. */
const DiffCounts = z.strictObject({
  added: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  changed: z.int().nonnegative(),
});
export type DiffCounts = z.infer<typeof DiffCounts>;

export const diffList = defineRoute({
  id: "diffList",
  method: "GET",
  path: "/v1/watchlists/{id}/diff",
  tag: "Watchlists",
  summary: "Show what two versions of a watchlist do not say the same of",
  access: "lists:read",
  params: ListParams,
  query: PageQuery.extend({
    /** The one before `to` unless given; 0 stands for the empty list before the first version. */
    from: z.coerce.number<number>().int().min(0).max(VERSION_MAX).optional(),
    /** The current one unless given. */
    to: z.coerce.number<number>().int().min(0).max(VERSION_MAX).optional(),
  }),
  answer: {
    status: 200,
    /** `counts` is of all of them, and on the first page. */
    body: pageOf(SubjectChange).extend({ from: VersionOrNone, to: VersionOrNone, counts: DiffCounts.optional() }),
    description: "By address, then by account",
  },
  problems: ["not_found"],
  action: "list.diff",
});

export const Listing = z.strictObject({
  list: ListId,
  entry: ListEntry,
  /** At the time asked for: `delisted` by its own dates, `removed` by a version of the list. */
  state: z.enum(["in_force", "listed_later", "delisted", "removed"]),
  firstVersion: Version,
  listedAt: Time,
  /** The proposal that brought it; absent of an import. */
  listedBy: Id.optional(),
  /** Absent while it is listed. */
  endedVersion: Version.optional(),
  endedAt: Time.optional(),
  endedBy: Id.optional(),
});
export type Listing = z.infer<typeof Listing>;

export const listListings = defineRoute({
  id: "listListings",
  method: "GET",
  path: "/v1/addresses/{address}/listings",
  tag: "Watchlists",
  summary: "Show what the watchlists say of an address, and what they said",
  description:
    "With `asOf`, what was known then: entries of the versions that were there at that time, and how their dates stood. " +
    "A thousand at most.",
  access: "lists:read",
  params: z.strictObject({ address: AddressText }),
  query: z.strictObject({ asOf: Time.optional() }),
  answer: {
    status: 200,
    body: z.strictObject({
      items: z.array(Listing),
      /** What issuers did to it, by the time of the blocks. */
      freezes: z.array(Freeze),
    }),
    description: "By list, and freezes by chain, then as it happened",
  },
  problems: ["address_malformed", "address_checksum"],
  action: "list.listings",
});

export const listAccountListings = defineRoute({
  id: "listAccountListings",
  method: "GET",
  path: "/v1/venues/{venue}/accounts/{account}/listings",
  tag: "Watchlists",
  summary: "Show what the watchlists say of an account at a venue, and what they said",
  description:
    "For a venue that screens its customers: no transfer has an account. What an order says of an account of that id without " +
    "naming the venue is shown, too, with the venue `unnamed`. `asOf` as of an address. A thousand at most.",
  access: "lists:read",
  params: z.strictObject({ venue: VenueText, account: AccountText }),
  query: listListings.query,
  answer: {
    status: 200,
    body: z.strictObject({ items: z.array(Listing) }),
    description: "By list",
  },
  problems: ["account_malformed"],
  action: "list.account_listings",
});
