import { AUDIENCES } from "@redflag/domain/audience";
import { EXCHANGE_FORMATS } from "@redflag/domain/exchange-format";
import { z } from "zod";
import { ListId } from "../list-entry.ts";
import { PageQuery } from "../page.ts";
import { defineRoute } from "../route.ts";
import { VERSION_MAX } from "./watchlists.ts";

/** Entries of one part: what reads it again takes 32 MB at once, and a part is a third of that at most. */
export const EXPORT_PART_ENTRIES_MAX = 5_000;

export const ExchangeFormatWord = z.enum(EXCHANGE_FORMATS);

/** A document to be handed on as it is. */
export const exportedDocument = {
  format: ExchangeFormatWord,
  /** Of the document's bytes in UTF-8; the audit has it, too. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** A whole bundle of STIX, or whole events of MISP. */
  document: z.string(),
};

const part = {
  list: ListId,
  ...exportedDocument,
  /** Of the list, as its reader counts them. */
  version: z.int().positive(),
  entries: z.int().min(0).max(EXPORT_PART_ENTRIES_MAX),
  /** The next part begins there; absent on the last one. */
  next: z.string().optional(),
};

const common = { method: "GET", tag: "Watchlists", params: z.strictObject({ id: ListId }) } as const;
const { cursor } = PageQuery.shape;

export const ListExport = z.strictObject({
  ...part,
  /** For whom it may be read. */
  audience: z.enum(AUDIENCES),
  /**
   * Entries between this part's first and the next one's that are not in it, for the audience may not know them or the format has no
   * place for an account. It is no part of the document.
   */
  leftOut: z.int().nonnegative(),
});
export type ListExport = z.infer<typeof ListExport>;

export const exportWatchlist = defineRoute({
  ...common,
  id: "exportWatchlist",
  path: "/v1/watchlists/{id}/export",
  summary: "Write a watchlist as STIX 2.1 or as events of MISP",
  description:
    "Only what the audience may know, and TLP:RED in no case. `document` is to be handed on as it is: nothing in it depends on what is " +
    "left out. A long list comes in parts, each a whole document of 5,000 entries at most.",
  access: "lists:read",
  query: z.strictObject({
    format: ExchangeFormatWord,
    audience: z.enum(AUDIENCES).default("exchange"),
    /** The current one unless given. */
    version: z.coerce.number<number>().int().min(1).max(VERSION_MAX).optional(),
    cursor,
  }),
  answer: { status: 200, body: ListExport, description: "A part of it" },
  problems: ["not_found"],
  action: "list.export",
});

export const SharedListExport = z.strictObject(part);
export type SharedListExport = z.infer<typeof SharedListExport>;

export const exportSharedList = defineRoute({
  ...common,
  id: "exportSharedList",
  path: "/v1/shared-lists/{id}/export",
  summary: "Write what a watchlist shares with exchanges as STIX 2.1 or as events of MISP",
  description:
    "The entries that screening and events tell an exchange of, in the list's current version as exchanges count it. In parts as " +
    "`exportWatchlist`; where the list moves on between two of them, begin again.",
  access: "screening:read",
  query: z.strictObject({ format: ExchangeFormatWord, cursor }),
  answer: { status: 200, body: SharedListExport, description: "A part of it" },
  problems: ["not_found"],
  action: "list.export_shared",
});
