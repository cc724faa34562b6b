import { z } from "zod";
import { Hash32 } from "../../identifiers.ts";
import { anyOf } from "../any-of.ts";
import { Id, IdParams, isRange, NO_RANGE, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

/** Deliveries that one call puts back at most. */
export const REPLAYED_MAX = 10_000;
/** Attempts that are shown of one delivery, the newest. */
export const SHOWN_ATTEMPTS_MAX = 100;

const EventParams = z.strictObject({ id: Id, event: Hash32 });
const StateOfDelivery = z.enum(["waiting", "delivered", "dead"]);
const Position = z.int().positive();

const attemptFields = {
  number: z.int().positive(),
  at: Time,
  latencyMs: z.int().nonnegative(),
  outcome: z.enum(["delivered", "gone", "failed"]),
  /** In which way it failed, such as `tls_failed` or `status`. */
  failure: z.string().optional(),
  /** The same in words. */
  detail: z.string().optional(),
  status: z.int().optional(),
};
const AttemptHead = z.strictObject(attemptFields);

/** That an event goes to a webhook, and how far that has come. */
const Delivery = z.strictObject({
  /** The event's id: on every attempt it is the `webhook-id`. */
  event: Hash32,
  /** Absent where the event is no longer kept. */
  type: z.string().optional(),
  /** The event's place in the feed. */
  position: Position,
  /** `dead`: given up after the last retry; it is kept, and can be replayed. */
  state: StateOfDelivery,
  /** It waits until what came before about the same subject was delivered or given up. */
  held: z.boolean(),
  attempts: z.int().nonnegative(),
  createdAt: Time,
  /** Of one that waits: not before. */
  nextAt: Time.optional(),
  settledAt: Time.optional(),
  lastAttempt: AttemptHead.optional(),
});
export type Delivery = z.infer<typeof Delivery>;

const Headers = z.record(z.string(), z.string());

const Attempt = z.strictObject({
  ...attemptFields,
  /** As they were sent, the signature among them. */
  request: z.strictObject({ headers: Headers }),
  /** As far as one came: headers, and how its body begins. */
  response: z.strictObject({ headers: Headers.optional(), head: z.string().optional() }).optional(),
});
export type Attempt = z.infer<typeof Attempt>;

export const listDeliveries = defineRoute({
  id: "listDeliveries",
  method: "GET",
  path: "/v1/subscriptions/{id}/deliveries",
  tag: "Webhooks",
  summary: "List what was sent to a webhook, and what waits",
  access: "webhooks:read",
  params: IdParams,
  query: PageQuery.extend({
    state: StateOfDelivery.optional(),
    /** Those that were to be sent from then on. */
    since: Time.optional(),
  }),
  answer: { status: 200, body: pageOf(Delivery), description: "The newest event first" },
  problems: ["not_found"],
  action: "delivery.list",
});

export const getDelivery = defineRoute({
  id: "getDelivery",
  method: "GET",
  path: "/v1/subscriptions/{id}/deliveries/{event}",
  tag: "Webhooks",
  summary: "Show each attempt to deliver an event",
  access: "webhooks:read",
  params: EventParams,
  answer: {
    status: 200,
    body: z.strictObject({
      delivery: Delivery,
      /** The body: every attempt sends these bytes. Absent where the event is no longer kept. */
      body: z.string().optional(),
      /** The newest first, 100 at most. */
      attempts: z.array(Attempt).max(SHOWN_ATTEMPTS_MAX),
    }),
    description: "What was sent, and what came back",
  },
  problems: ["not_found"],
  action: "delivery.read",
});

export const replayDelivery = defineRoute({
  id: "replayDelivery",
  method: "POST",
  path: "/v1/subscriptions/{id}/deliveries/{event}/replay",
  tag: "Webhooks",
  summary: "Have an event sent again",
  description: "Under the same id, its retries from the beginning. One that waits already stays as it is.",
  access: "webhooks:write",
  params: EventParams,
  answer: { status: 200, body: Delivery, description: "As it stands" },
  problems: ["not_found"],
  idempotent: true,
  action: "delivery.replay",
});

const SettledState = z.enum(["dead", "delivered"]);

const rangeFields = {
  /** By when they were to be sent first. */
  since: Time.optional(),
  until: Time.optional(),
};

export const countReplay = defineRoute({
  id: "countReplay",
  method: "GET",
  path: "/v1/subscriptions/{id}/replay",
  tag: "Webhooks",
  summary: "Count the events that a replay would send again",
  description: "As things stand, 10,000 at most, which is as many as one replay puts back. Nothing is sent.",
  access: "webhooks:read",
  params: IdParams,
  query: z
    .strictObject({
      ...rangeFields,
      /** States, separated by commas; `dead` alone unless told. */
      states: anyOf(["dead", "delivered"]).optional(),
    })
    .refine(isRange, NO_RANGE),
  answer: {
    status: 200,
    body: z.strictObject({ count: z.int().nonnegative(), more: z.boolean() }),
    description: "How many there are",
  },
  problems: ["not_found"],
  action: "delivery.count",
});

export const replayDeliveries = defineRoute({
  id: "replayDeliveries",
  method: "POST",
  path: "/v1/subscriptions/{id}/replay",
  tag: "Webhooks",
  summary: "Have many events sent again",
  description:
    "All that were given up, or those of a time or of a range of positions; what was delivered, too, where `states` names it. Each " +
    "keeps its id. Oldest first, 10,000 at once: ask again while `more` is true.",
  access: "webhooks:write",
  params: IdParams,
  body: z
    .strictObject({
      ...rangeFields,
      fromPosition: Position.optional(),
      toPosition: Position.optional(),
      states: z.array(SettledState).min(1).max(2).default(["dead"]),
    })
    .refine(isRange, NO_RANGE),
  answer: {
    status: 200,
    body: z.strictObject({ replayed: z.int().nonnegative(), more: z.boolean() }),
    description: "How many were put back",
  },
  problems: ["not_found"],
  idempotent: true,
  action: "delivery.replay",
});
