import { z } from "zod";
import { SubscriptionFilter } from "../../subscription-filter.ts";
import { Id, IdParams, Name, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { Owner } from "../webhook-owner.ts";

/** The longest time for which the secret before signs besides the new one: 7 days. */
const OVERLAP_S_MAX = 604_800;

/** `whsec_` and 24 to 64 bytes in base64. */
const GivenSecret = z.string().max(200);
export const URL_CHARS_MAX = 2048;
const WebhookUrl = z.string().min(1).max(URL_CHARS_MAX);

/** Where events are sent, and which. */
const Subscription = z.strictObject({
  id: Id,
  name: Name,
  /** To staff its origin alone: what follows may hold a key of its owner's. */
  url: z.string(),
  filter: SubscriptionFilter,
  /** What is about one subject waits until what came before it was delivered or given up. */
  ordered: z.boolean(),
  state: z.enum(["active", "paused", "disabled"]),
  /** `owner`: somebody paused it. `gone`: its receiver answered 410. `failing`: for days no attempt succeeded. */
  stateCause: z.enum(["owner", "gone", "failing"]).optional(),
  /** Since when no attempt has succeeded. */
  failingSince: Time.optional(),
  /** Those that sign, oldest first; `endsAt` of one that was replaced. */
  secrets: z.array(z.strictObject({ createdAt: Time, endsAt: Time.optional() })),
  createdAt: Time,
});
export type Subscription = z.infer<typeof Subscription>;

/** Events of one webhook that `recent` counts, the newest. */
export const RECENT_EVENTS_MAX = 100;
const Count = z.int().nonnegative();

/** With what became of the newest events, and to staff with whose it is. */
const ShownSubscription = Subscription.extend({
  subscriber: Owner.optional(),
  recent: z.strictObject({
    delivered: Count,
    dead: Count,
    waiting: Count,
    lastDeliveredAt: Time.optional(),
  }),
});
export type ShownSubscription = z.infer<typeof ShownSubscription>;

/** Something in a filter that, as things stand, no event will meet. It is accepted all the same: things change. */
const Warning = z.strictObject({
  /** JSON Pointer into the body. */
  at: z.string(),
  text: z.string(),
});
export type Warning = z.infer<typeof Warning>;

const Warnings = z.array(Warning);

export const listSubscriptions = defineRoute({
  id: "listSubscriptions",
  method: "GET",
  path: "/v1/subscriptions",
  tag: "Webhooks",
  summary: "List webhooks",
  description:
    "An exchange sees its own, a key of its sandbox the sandbox's. Staff see everybody's, or those of the one that they name. `recent` " +
    "says what became of the newest 100 events of each.",
  access: "webhooks:read",
  query: PageQuery.extend({
    /** Staff only: the exchange, or a sandbox. */
    subscriber: Id.optional(),
  }),
  answer: { status: 200, body: pageOf(ShownSubscription), description: "Newest first" },
  problems: ["not_found"],
  action: "subscription.list",
});

export const createSubscription = defineRoute({
  id: "createSubscription",
  method: "POST",
  path: "/v1/subscriptions",
  tag: "Webhooks",
  summary: "Have events sent to a URL",
  description:
    "Each event that is released from now on and meets the filter is posted there as Standard Webhooks has it, once or more under " +
    "one id. The secret is in this answer and never again; one of your own may be given.",
  access: "webhooks:write",
  body: z.strictObject({
    name: Name,
    url: WebhookUrl,
    filter: SubscriptionFilter.default({}),
    ordered: z.boolean().default(false),
    secret: GivenSecret.optional(),
  }),
  answer: {
    status: 201,
    body: z.strictObject({ subscription: Subscription, secret: z.string(), warnings: Warnings }),
    description: "Made",
  },
  problems: ["webhook_url_refused", "webhook_secret_invalid", "webhooks_full"],
  versioned: true,
  idempotent: true,
  showsSecret: true,
  action: "subscription.create",
});

export const getSubscription = defineRoute({
  id: "getSubscription",
  method: "GET",
  path: "/v1/subscriptions/{id}",
  tag: "Webhooks",
  summary: "Show a webhook",
  access: "webhooks:read",
  params: IdParams,
  answer: { status: 200, body: ShownSubscription, description: "Without its secrets" },
  problems: ["not_found"],
  versioned: true,
  action: "subscription.read",
});

export const updateSubscription = defineRoute({
  id: "updateSubscription",
  method: "PATCH",
  path: "/v1/subscriptions/{id}",
  tag: "Webhooks",
  summary: "Change a webhook",
  description: "A filter replaces the one before it as a whole. What waits already is sent, wherever it then goes.",
  access: "webhooks:write",
  params: IdParams,
  body: z.strictObject({
    name: Name.optional(),
    url: WebhookUrl.optional(),
    filter: SubscriptionFilter.optional(),
    ordered: z.boolean().optional(),
  }),
  answer: {
    status: 200,
    body: z.strictObject({ subscription: Subscription, warnings: Warnings }),
    description: "Changed",
  },
  problems: ["not_found", "webhook_url_refused"],
  versioned: true,
  action: "subscription.update",
});

export const deleteSubscription = defineRoute({
  id: "deleteSubscription",
  method: "DELETE",
  path: "/v1/subscriptions/{id}",
  tag: "Webhooks",
  summary: "Delete a webhook",
  description: "What waits for it is given up, and its secrets are forgotten.",
  access: "webhooks:write",
  params: IdParams,
  answer: { status: 204, description: "Deleted" },
  problems: ["not_found"],
  versioned: true,
  action: "subscription.delete",
});

export const pauseSubscription = defineRoute({
  id: "pauseSubscription",
  method: "POST",
  path: "/v1/subscriptions/{id}/pause",
  tag: "Webhooks",
  summary: "Pause a webhook",
  description: "What comes meanwhile waits for it. One that is not active stays as it is.",
  access: "webhooks:write",
  params: IdParams,
  answer: { status: 200, body: Subscription, description: "As it stands" },
  problems: ["not_found"],
  versioned: true,
  idempotent: true,
  action: "subscription.pause",
});

export const resumeSubscription = defineRoute({
  id: "resumeSubscription",
  method: "POST",
  path: "/v1/subscriptions/{id}/resume",
  tag: "Webhooks",
  summary: "Resume a webhook",
  description: "Whoever or whatever ended it. What waits goes on; what was given up is sent only when it is replayed.",
  access: "webhooks:write",
  params: IdParams,
  answer: { status: 200, body: Subscription, description: "As it stands" },
  problems: ["not_found"],
  versioned: true,
  idempotent: true,
  action: "subscription.resume",
});

export const rotateSecret = defineRoute({
  id: "rotateSecret",
  method: "POST",
  path: "/v1/subscriptions/{id}/secret",
  tag: "Webhooks",
  summary: "Give a webhook a new secret",
  description:
    "It is in this answer and never again. The one before signs besides for `overlapS` seconds, so that a receiver can change over; " +
    "an older one ends at once: two live at most.",
  access: "webhooks:write",
  params: IdParams,
  body: z.strictObject({
    secret: GivenSecret.optional(),
    overlapS: z.int().min(0).max(OVERLAP_S_MAX).default(86_400),
  }),
  answer: {
    status: 201,
    body: z.strictObject({ subscription: Subscription, secret: z.string() }),
    description: "Signs from now on",
  },
  problems: ["not_found", "webhook_secret_invalid"],
  idempotent: true,
  showsSecret: true,
  action: "subscription.secret",
});

export const testSubscription = defineRoute({
  id: "testSubscription",
  method: "POST",
  path: "/v1/subscriptions/{id}/test",
  tag: "Webhooks",
  summary: "Have a test sent to a webhook",
  description:
    "An event `endpoint.test` goes to this subscription alone, whatever its filter says, and into your feed. " +
    "`GET …/deliveries/{event}` tells what came of it.",
  access: "webhooks:write",
  params: IdParams,
  answer: { status: 201, body: z.strictObject({ event: z.string() }), description: "The event's id" },
  problems: ["not_found", "subscription_inactive"],
  idempotent: true,
  action: "subscription.test",
});
