import { LISTED_CATEGORIES, SERVICE_CATEGORIES } from "@redflag/domain/entry";
import { z } from "zod";
import { ListId, SharingWord } from "../list-entry.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { Listing, VERSION_MAX } from "./watchlists.ts";

const ListParams = z.strictObject({ id: ListId });
const SEARCH_CHARS_MIN = 2;
const SEARCH_CHARS_MAX = 128;

export const listListEntries = defineRoute({
  id: "listListEntries",
  method: "GET",
  path: "/v1/watchlists/{id}/entries",
  tag: "Watchlists",
  summary: "Show what a version of a watchlist holds",
  description:
    "The newest first; addresses that begin as `q` says, by address. A page steps along an index and passes by a bounded number of " +
    "entries: where few of them are what is sought it may be short, even empty, and `next` goes on.",
  access: "lists:read",
  params: ListParams,
  query: PageQuery.extend({
    /**
     * An address, or from `0x` and six digits on its beginning; else what stands in the reference, programme, business, authority,
     * venue or account.
     */
    q: z.string().trim().min(SEARCH_CHARS_MIN).max(SEARCH_CHARS_MAX).optional(),
    category: z.enum([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES]).optional(),
    sharing: SharingWord.optional(),
    /** By the entry's own dates, now. */
    state: z.enum(["in_force", "listed_later", "delisted"]).optional(),
    /** The current one unless given. */
    version: z.coerce.number<number>().int().min(1).max(VERSION_MAX).optional(),
  }),
  answer: { status: 200, body: pageOf(Listing), description: "The newest first, or by address" },
  problems: ["not_found", "address_malformed", "address_checksum"],
  action: "list.entries",
});

const Count = z.int().nonnegative();
const Counts = z.record(z.string(), Count);

/** What became of the rows of the file that a version came of. */
const ImportFigures = z.strictObject({
  version: z.int().positive(),
  /** The format in which it was read. */
  format: z.string(),
  rows: Count,
  /** Rows that say what another one says. */
  repeated: Count,
  /** Rows that had to be repaired, by what was done. */
  repaired: Counts,
  /** Rows about addresses of other chains, by their format. */
  foreign: Counts,
  refused: Count,
});

const RefusedRow = z.strictObject({
  /** Where it stands in the file. */
  place: z.string(),
  reason: z.string(),
  /** What stood there, where it resembles an address; empty otherwise, for it may be anybody's name. */
  text: z.string(),
});
export type RefusedRow = z.infer<typeof RefusedRow>;

export const listRefusedRows = defineRoute({
  id: "listRefusedRows",
  method: "GET",
  path: "/v1/watchlists/{id}/refused-rows",
  tag: "Watchlists",
  summary: "Show the rows of a watchlist's file that could not be read",
  description: "Of the file that the list was last read from; what people changed since leaves it as it is.",
  access: "lists:read",
  params: ListParams,
  query: PageQuery,
  answer: {
    status: 200,
    /** `import` is absent where the rows of that file were not counted. */
    body: pageOf(RefusedRow).extend({ import: ImportFigures.optional() }),
    description: "In the order of the file",
  },
  problems: ["not_found"],
  action: "list.refused",
});
