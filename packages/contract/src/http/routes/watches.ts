import { z } from "zod";
import { StateWord } from "../../alert-words.ts";
import { BlockNumber, Caip2, Caip10, Hash32 } from "../../identifiers.ts";
import { Id, IdParams, Reason, Time } from "../fields.ts";
import { AddressText } from "../list-entry.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

/** A lane that screens with a watch. Absent until the first block that it screens with it. */
const WatchReach = z.strictObject({
  chain: Caip2,
  /** Payments in this block and later ones raise alerts. */
  fromBlock: BlockNumber,
  /** There are more payments before it, which were not looked at. */
  isCut: z.boolean(),
  /** Up to here they were looked for in what was stored; from here on they are told of as they come. */
  sinceBlock: BlockNumber,
});

/** An address that you watch, and nobody else knows of. */
export const Watch = z.strictObject({
  id: Id,
  address: AddressText,
  reason: z.string(),
  at: Time,
  endedAt: Time.optional(),
  lanes: z.array(WatchReach),
});
export type Watch = z.infer<typeof Watch>;

/** A payment to or from an address that you watch, with whatever a reorg made of it. */
const WatchAlert = z.strictObject({
  id: Hash32,
  watch: Id,
  state: StateWord,
  chain: Caip2,
  transaction: Hash32,
  block: BlockNumber,
  /** Of the block. */
  at: Time,
  logIndex: z.int().nonnegative(),
  token: Caip10,
  sender: Caip10,
  recipient: Caip10,
  /** In the token's smallest unit. */
  amount: z.string().regex(/^[0-9]{1,78}$/),
  text: z.string(),
});
export type WatchAlert = z.infer<typeof WatchAlert>;

export const listWatches = defineRoute({
  id: "listWatches",
  method: "GET",
  path: "/v1/watches",
  tag: "Private watch",
  summary: "List the addresses that you watch",
  access: "watches:own",
  query: PageQuery,
  answer: { status: 200, body: pageOf(Watch), description: "Newest first, also those that have ended" },
  action: "watch.list",
});

export const createWatch = defineRoute({
  id: "createWatch",
  method: "POST",
  path: "/v1/watches",
  tag: "Private watch",
  summary: "Watch an address without listing it for anyone",
  description:
    "It is on no list and in no answer to anybody else. Your keys share your watches. From the next block on each payment to or " +
    "from it raises an alert for you alone, and so do its newest 1,000 stored payments: see `lanes` of the watch.",
  access: "watches:own",
  body: z.strictObject({ address: AddressText, reason: Reason }),
  answer: { status: 201, body: Watch, description: "Watched" },
  problems: ["watch_exists", "address_malformed", "address_checksum"],
  idempotent: true,
  action: "watch.create",
});

export const endWatch = defineRoute({
  id: "endWatch",
  method: "DELETE",
  path: "/v1/watches/{id}",
  tag: "Private watch",
  summary: "Watch an address no more",
  access: "watches:own",
  params: IdParams,
  answer: { status: 204, description: "Ended" },
  problems: ["not_found"],
  action: "watch.end",
});

export const listWatchAlerts = defineRoute({
  id: "listWatchAlerts",
  method: "GET",
  path: "/v1/watches/alerts",
  tag: "Private watch",
  summary: "List the payments of the addresses that you watch",
  description: "No event and no webhook tells of them. They stay when the watch has ended.",
  access: "watches:own",
  query: PageQuery.extend({ watch: Id.optional(), state: StateWord.optional() }),
  answer: { status: 200, body: pageOf(WatchAlert), description: "By block time, the newest first" },
  action: "watch.alerts",
});
