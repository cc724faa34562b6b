import { webhookBody } from "@redflag/contract/webhook-body";
import { DELIVERY_ATTEMPTS_MAX } from "@redflag/domain/delivery-schedule";
import { type AddressEntry, SEVERITIES } from "@redflag/domain/entry";
import type { SimSubscription } from "./exchanges.ts";
import type { Lists } from "./lists.ts";
import type { OwnSets } from "./own-sets.ts";
import type { Simulation } from "./simulation.ts";
import type { StoredDelivery, StoredRelease, ToldPayload } from "./stored-exchanges.ts";

/**
 * What exchanges have is what they were told: each event that a subscription is for came at least once, under its one id and as it
 * was released, or was given up after all its attempts; nothing else came.
 */
export async function checkDeliveries({ exchanges, stored, receivers, lists }: Simulation): Promise<string[]> {
  const released = Map.groupBy(await stored.exchanges.released(), ({ subscriberId }) => subscriberId);
  const deliveries = Map.groupBy(await stored.exchanges.deliveries(), ({ subscriptionId }) => subscriptionId);
  const states = new Map((await stored.exchanges.subscriptions()).map((each) => [each.id, each]));
  const told = await stored.exchanges.told();
  const mayBeSilent = silenceOf(lists);
  const violations = await exchanges.ownSets.check();
  violations.push(
    ...exchanges.subscriberIds.flatMap((id, i) =>
      checkReleased(id, released.get(id) ?? [], told, i === 0 ? mayBeSilent : () => true),
    ),
  );
  for (const subscription of exchanges.subscriptions) {
    const state = states.get(subscription.id);
    if (state === undefined) {
      violations.push(`subscription ${subscription.id} is gone`);
      continue;
    }
    const own = (released.get(subscription.subscriberId) ?? []).filter(
      ({ position }) => position > state.afterPosition,
    );
    const sent = {
      ...wantedOf(subscription, own, exchanges.ownSets),
      deliveries: deliveries.get(subscription.id) ?? [],
      received: receivers.received(subscription.url),
    };
    // Of one that said it is gone no deliveries are made while it is.
    const isOwedAll = subscription.manner !== "gone";
    violations.push(
      ...checkReceived(subscription, sent),
      ...checkArrived(subscription, sent, isOwedAll),
      ...(subscription.isOrdered ? checkOrder(subscription, sent) : []),
    );
  }
  return violations;
}

interface Sent extends Wanted {
  deliveries: readonly StoredDelivery[];
  received: ReadonlyArray<{ eventId: string; body: string }>;
}

interface Wanted {
  wanted: ReadonlyMap<string, StoredRelease>;
  /** Besides: a set of own addresses changed while deliveries were made of them. */
  perhaps: ReadonlyMap<string, StoredRelease>;
}

/** What a subscription is for, from the documents' words and not from the service's. */
function wantedOf(
  { filter, ownSet, subscriberId }: SimSubscription,
  released: readonly StoredRelease[],
  ownSets: OwnSets,
): Wanted {
  const perhaps = new Map<string, StoredRelease>();
  const final = new Set<string>();
  const wanted = new Map<string, StoredRelease>();
  for (const event of released) {
    const { type, alert = "", severity } = event.payload;
    const isAlert = type.startsWith("alert.");
    const isFinal = type === "alert.final" || (type === "alert.withdrawn" && final.has(alert));
    const isSevere =
      severity !== undefined &&
      SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf((filter.severityMin ?? "LOW") as typeof severity);
    if (type === "alert.final") final.add(alert);
    if (filter.types !== undefined && !filter.types.includes(type)) continue;
    if (isAlert && filter.finalOnly && !isFinal) continue;
    if (isAlert && filter.severityMin !== undefined && type !== "alert.withdrawn" && !isSevere) continue;
    const isOwn = ownSet && isAlert ? ownSets.isOwn(ownSet, subscriberId, event.position, event.payload) : "yes";
    if (isOwn !== "no") (isOwn === "yes" ? wanted : perhaps).set(event.eventId, event);
  }
  return { wanted, perhaps };
}

/** Nothing came that it is not for, and each event came with the same bytes however often. */
function checkReceived({ url }: SimSubscription, { wanted, perhaps, received }: Sent): string[] {
  return received.flatMap(({ eventId, body }) => {
    const event = wanted.get(eventId) ?? perhaps.get(eventId);
    if (event === undefined) return [`${url} was sent ${eventId}, which it is not for`];
    return body === webhookBody(event) ? [] : [`${url} was sent another body of ${eventId} than was released`];
  });
}

function checkArrived(
  { url, manner }: SimSubscription,
  { wanted, perhaps, deliveries, received }: Sent,
  isOwedAll: boolean,
): string[] {
  const came = new Set(received.map(({ eventId }) => eventId));
  const rows = new Map<string, StoredDelivery>(deliveries.map((delivery) => [delivery.eventId, delivery]));
  const violations: string[] = [];
  for (const { eventId, state, retryCount } of deliveries) {
    const say = (text: string) => violations.push(`${url}: ${eventId.slice(0, 12)} ${text}`);
    if (!wanted.has(eventId) && !perhaps.has(eventId)) say("is a delivery, and the subscription is not for it");
    if (state === "delivered" && !came.has(eventId)) say("is delivered, and never came");
    if (state === "dead" && manner !== "gone" && retryCount < DELIVERY_ATTEMPTS_MAX)
      say(`was given up after ${retryCount} attempts`);
  }
  if (!isOwedAll) return violations;
  for (const eventId of wanted.keys()) {
    if (!came.has(eventId) && !rows.has(eventId)) violations.push(`${url} was never sent ${eventId}`);
  }
  return violations;
}

/** Of one subject: what came first of each event came in the order of events; what was given up held up nothing. */
function checkOrder({ url }: SimSubscription, { wanted, perhaps, deliveries, received }: Sent): string[] {
  const givenUp = new Set<string>(
    deliveries.filter(({ state }) => state !== "delivered").map(({ eventId }) => eventId),
  );
  const last = new Map<string, number>();
  const seen = new Set<string>();
  const violations: string[] = [];
  for (const { eventId } of received) {
    const event = wanted.get(eventId) ?? perhaps.get(eventId);
    const subject = (event?.payload as { subject?: string } | undefined)?.subject;
    if (event === undefined || subject === undefined || seen.has(eventId) || givenUp.has(eventId)) continue;
    seen.add(eventId);
    const before = last.get(subject) ?? 0;
    if (event.position < before) violations.push(`${url}: ${event.position} came after ${before} of the same subject`);
    last.set(subject, event.position);
  }
  return violations;
}

interface Told {
  id: string;
  payload: ToldPayload;
  lists: readonly string[];
}

/** What is said on a list's word may be left out where some version of it does not say it to exchanges. */
function silenceOf(lists: Lists): (told: Told) => boolean {
  return ({ payload, lists: needed }) => {
    const subject = ((payload as { subject?: string }).subject ?? "").split(":").at(-1)?.toLowerCase();
    const isShared = ({ address, sharing }: AddressEntry) =>
      address === subject && (sharing === "TLP:GREEN" || sharing === "TLP:CLEAR");
    const versions = [...lists.versions].filter(([name]) => needed.includes(name.split(" ")[0] ?? ""));
    return versions.some(([, entries]) => !entries.some(isShared));
  };
}

/**
 * Each exchange was given what was told, in that order, once, of alerts whose beginning it was given; nothing is left out
 * but what a list no longer says.
 */
function checkReleased(
  subscriberId: string,
  released: readonly StoredRelease[],
  told: ReadonlyArray<Told>,
  mayBeSilent: (told: Told) => boolean,
): string[] {
  const say = (text: string) => `exchange ${subscriberId.slice(-5)}: ${text}`;
  const places = new Map(told.map(({ id }, place) => [id, place]));
  const alerts = released.filter(({ payload }) => payload.type.startsWith("alert."));
  const given = new Set<string>(alerts.map(({ eventId }) => eventId));
  const violations: string[] = [];
  let last = -1;
  for (const { eventId, payload } of alerts) {
    const place = places.get(eventId);
    if (place === undefined || JSON.stringify(told[place]?.payload) !== JSON.stringify(payload)) {
      violations.push(say(`was given ${eventId}, which it was not told`));
    } else if (place < last) violations.push(say(`was given ${eventId} out of order`));
    last = place ?? last;
  }
  // Whoever knows that an alert stands hears whatever comes of it until it is withdrawn.
  const open = new Set<string>();
  for (const { id, payload, lists } of told) {
    const { alert = "", type } = payload;
    if (open.has(alert) && !given.has(id) && lists.length === 0) violations.push(say(`was not given ${id}, ${type}`));
    if (type === "alert.created" && !given.has(id) && !mayBeSilent({ id, payload, lists })) {
      violations.push(say(`was not given ${id}, by which an alert begins`));
    }
    if (given.has(id) && (type === "alert.created") === open.has(alert))
      violations.push(say(`hears ${type} of ${alert}`));
    if (given.has(id) && type === "alert.created") open.add(alert);
    if (type === "alert.withdrawn") open.delete(alert);
  }
  return violations;
}
