import { z } from "zod";
import { AlertEventPayload } from "./alert-event-payload.ts";
import { ListChangePayload } from "./list-change-payload.ts";
import { EndpointTestPayload, SubscriptionDisabledPayload } from "./subscription-event-payload.ts";

/**
 * What a subscriber is told, by a webhook, the feed or a stream. Each type is a version of its own: what no longer fits into one
 * gets another name, such as `alert.created.v2`, and both are told for a time (docs/reference/events.md).
 */
export const EventPayload = z.discriminatedUnion("type", [
  AlertEventPayload,
  ListChangePayload,
  EndpointTestPayload,
  SubscriptionDisabledPayload,
]);
export type EventPayload = z.infer<typeof EventPayload>;
