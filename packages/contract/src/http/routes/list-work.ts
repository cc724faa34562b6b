import { z } from "zod";
import { BlockNumber, Caip2 } from "../../identifiers.ts";
import { Time } from "../fields.ts";
import { ListId } from "../list-entry.ts";
import { defineRoute } from "../route.ts";

/** What goes on of itself: lists are fetched, and the past is looked at for what is new on them. */

const Count = z.int().nonnegative();

/** Where a list comes from and how that goes. Without the URLs, which may hold keys. */
const ListSource = z.strictObject({
  list: ListId,
  format: z.string(),
  hosts: z.array(z.string()),
  everySeconds: z.int().positive(),
  attemptedAt: Time.optional(),
  /** When the publisher's list was last known to be the one that is held. */
  succeededAt: Time.optional(),
  nextAttemptAt: Time,
  /** In a row; 0 when the last attempt was good. */
  failureCount: Count,
  /** Stays when a later attempt was good. */
  lastFailure: z.strictObject({ at: Time, code: z.string(), detail: z.string() }).optional(),
});
export type ListSource = z.infer<typeof ListSource>;

export const listListSources = defineRoute({
  id: "listListSources",
  method: "GET",
  path: "/v1/list-sources",
  tag: "Watchlists",
  summary: "Show how lists are fetched from their publishers",
  access: "lists:read",
  answer: { status: 200, body: z.strictObject({ items: z.array(ListSource) }), description: "By list" },
  action: "list.sources",
});

export const LOOKBACKS_MAX = 200;

/** One version of a list for whose new entries a chain's past is looked at. */
const Lookback = z.strictObject({
  chain: Caip2,
  list: ListId,
  version: z.int().positive(),
  from: BlockNumber,
  to: BlockNumber,
  /** Absent until they have been counted. */
  entries: Count.optional(),
  done: Count,
  alerts: Count,
  /** How often something was cut off, and what first. */
  bounds: Count,
  boundText: z.string().optional(),
  createdAt: Time,
  /** `lane`: it has stopped; `final_blocks`: its last blocks are not final yet; `turn`: nothing, it comes next. Absent while it works. */
  waitsFor: z.enum(["lane", "final_blocks", "turn"]).optional(),
  /** Absent while it goes on. */
  finishedAt: Time.optional(),
});
export type Lookback = z.infer<typeof Lookback>;

export const listLookbacks = defineRoute({
  id: "listLookbacks",
  method: "GET",
  path: "/v1/lookbacks",
  tag: "Watchlists",
  summary: "Show what the past was looked at for after lists changed, and how far",
  description: `The newest ${LOOKBACKS_MAX} at most; of one list where told.`,
  access: "lists:read",
  query: z.strictObject({ list: ListId.optional() }),
  answer: { status: 200, body: z.strictObject({ items: z.array(Lookback) }), description: "Newest first" },
  action: "lookback.list",
});
