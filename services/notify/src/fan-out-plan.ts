import type { addressesOf } from "@redflag/contract/event-addresses";
import { type FilteredPayload, matchesFilter, type SubscriptionFilter } from "@redflag/contract/subscription-filter";
import type { NewDelivery } from "@redflag/store/delivery";
import type { FeedEvent } from "@redflag/store/feed";

/** What is looked at of an event, whatever its type. */
export type FannedPayload = FilteredPayload &
  Parameters<typeof addressesOf>[0] & { alert?: string; subscription?: string };

export interface FannedEvent extends Pick<FeedEvent, "eventId" | "position"> {
  payload: FannedPayload;
}

export interface PlannedSubscription {
  id: string;
  filter: SubscriptionFilter;
  isOrdered: boolean;
  afterPosition: number;
}

/** What is known of events besides what they say. */
export interface FanOutFacts {
  /** Whether an address that the event names is in this set. */
  isOwn(setId: string, eventId: string): boolean;
  /** From which position on this alert was told to be final. */
  finalAt(alert: string): number | undefined;
}

/** Which event goes to which subscription, in the order of events. */
export function planDeliveries(
  events: readonly FannedEvent[],
  subscriptions: readonly PlannedSubscription[],
  facts: FanOutFacts,
): NewDelivery[] {
  const planned: NewDelivery[] = [];
  for (const event of events) {
    const subject = subjectOf(event.payload);
    for (const subscription of subscriptions) {
      if (event.position <= subscription.afterPosition || !isFor(event, subscription, facts)) continue;
      const { eventId, position } = event;
      const kept = subscription.isOrdered ? subject : undefined;
      planned.push({ subscriptionId: subscription.id, eventId, position, subject: kept });
    }
  }
  return planned;
}

/** Whose order is kept: an alert's subject on its chain, or a list. */
function subjectOf({ subject, list }: FannedPayload): string | undefined {
  return subject ?? (list === undefined ? undefined : `list:${list}`);
}

function isFor({ eventId, position, payload }: FannedEvent, { id, filter }: PlannedSubscription, facts: FanOutFacts) {
  // It was asked for by this subscription alone.
  if (payload.type === "endpoint.test") return payload.subscription === id;
  const isOwn = filter.addressSet === undefined ? undefined : facts.isOwn(filter.addressSet, eventId);
  const finalAt =
    filter.finalOnly && payload.type === "alert.withdrawn" && payload.alert ? facts.finalAt(payload.alert) : undefined;
  return matchesFilter(filter, payload, isOwn, finalAt !== undefined && finalAt < position);
}
