import { z } from "zod";
import { EventPayload } from "../../event-payload.ts";
import { Hash32 } from "../../identifiers.ts";
import { EVENT_TYPES } from "../../subscription-filter.ts";
import { anyOf } from "../any-of.ts";
import { EventPlace } from "../event-stream.ts";
import { Id, IdParams, Name, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

/** An exchange, or whoever else is told of alerts. */
export const Subscriber = z.strictObject({ id: Id, name: Name, createdAt: Time });
export type Subscriber = z.infer<typeof Subscriber>;

export const listSubscribers = defineRoute({
  id: "listSubscribers",
  method: "GET",
  path: "/v1/subscribers",
  tag: "Subscribers",
  summary: "List subscribers",
  access: "subscribers:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(Subscriber), description: "By name" },
  action: "subscriber.list",
});

export const createSubscriber = defineRoute({
  id: "createSubscriber",
  method: "POST",
  path: "/v1/subscribers",
  tag: "Subscribers",
  summary: "Add a subscriber",
  access: "subscribers:write",
  body: z.strictObject({ name: Name }),
  answer: { status: 201, body: Subscriber, description: "Added" },
  problems: ["subscriber_exists"],
  idempotent: true,
  action: "subscriber.create",
});

/** An event as its reader is told of it: as it was released to a subscriber, or, to staff, as it was written. */
export const ReleasedEvent = z.strictObject({
  /** Names the event wherever it is delivered. */
  id: Hash32,
  /** Since when the reader can read it. */
  releasedAt: Time,
  payload: EventPayload,
});
export type ReleasedEvent = z.infer<typeof ReleasedEvent>;

export const listEvents = defineRoute({
  id: "listEvents",
  method: "GET",
  path: "/v1/events",
  tag: "Events",
  summary: "List the events that you may see",
  description:
    "An exchange is given what was released to it, staff all events, both in the order in which they can be read. Whoever keeps " +
    "the id of the last one, and gives it as `after`, misses nothing and is told nothing twice: ids are those of webhooks and of " +
    "the stream, and `start` is before the first. With `types` a page may hold less than `limit`, or nothing, and have a `next`.",
  access: "events:read",
  query: PageQuery.extend({
    after: EventPlace.optional(),
    /** Types, separated by commas. */
    types: anyOf(EVENT_TYPES).optional(),
  }),
  answer: { status: 200, body: pageOf(ReleasedEvent), description: "Oldest first" },
  action: "event.list",
});

export const getEvent = defineRoute({
  id: "getEvent",
  method: "GET",
  path: "/v1/events/{id}",
  tag: "Events",
  summary: "Show one event that you may see",
  access: "events:read",
  params: IdParams.extend({ id: Hash32 }),
  answer: { status: 200, body: ReleasedEvent, description: "The event" },
  problems: ["not_found"],
  action: "event.read",
});
