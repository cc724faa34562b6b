import { addressesOf } from "@redflag/contract/event-addresses";
import { SubscriptionFilter } from "@redflag/contract/subscription-filter";
import type { Address } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import type { InstallationKey } from "@redflag/runtime/installation-key";
import type { Logger } from "@redflag/runtime/logger";
import { ownAddressHash } from "@redflag/runtime/own-address-hash";
import type { Database, Executor } from "@redflag/store/database";
import { insertDeliveries } from "@redflag/store/delivery";
import {
  type FannedSubscription,
  listFannedSubscriptions,
  listOwnAddresses,
  listToldFinal,
  takeFanOut,
  updateFanOut,
} from "@redflag/store/fan-out";
import { listReleasedEvents } from "@redflag/store/released-event";
import { inTransaction } from "@redflag/store/transaction";
import {
  type FannedEvent,
  type FannedPayload,
  type FanOutFacts,
  type PlannedSubscription,
  planDeliveries,
} from "./fan-out-plan.ts";

const EVENTS_AT_ONCE_MAX = 500;
const FILTERS_KEPT_MAX = 20_000;

export interface FanOutDeps {
  db: Database;
  key: InstallationKey;
  logger: Logger;
}

export interface FanOutProgress {
  /** What these are to be sent. */
  subscriptionIds: Iterable<string>;
  /** Whether more may wait. */
  isFull: boolean;
}

/** Makes deliveries of what subscribers were given. */
export class FanOut {
  readonly #deps: FanOutDeps;
  /** Parsed once for each version; undefined where it cannot be. */
  readonly #filters = new Map<string, { version: number; filter: SubscriptionFilter | undefined }>();

  constructor(deps: FanOutDeps) {
    this.#deps = deps;
  }

  /**
   * The next events of one subscriber: deliveries and position in one transaction, by one process at a time. Killed half-way it has
   * done nothing.
   */
  async step(subscriberId: string, eventsMax = EVENTS_AT_ONCE_MAX): Promise<FanOutProgress> {
    return inTransaction(
      this.#deps.db,
      async (tx) => {
        const position = await takeFanOut(tx, subscriberId);
        if (position === undefined) return { subscriptionIds: [], isFull: false };
        const subscriptions = await this.#listSubscriptions(tx, subscriberId);
        // What came before the first of them is for none.
        const afterPosition = Math.max(position, Math.min(...subscriptions.map(({ afterPosition }) => afterPosition)));
        if (!Number.isFinite(afterPosition)) return { subscriptionIds: [], isFull: false };
        const events = (await listReleasedEvents(tx, { subscriberId, afterPosition, limit: eventsMax })).map(
          (event): FannedEvent => ({ ...event, payload: event.payload as FannedPayload }),
        );
        const last = events.at(-1);
        if (last === undefined) return { subscriptionIds: [], isFull: false };
        const facts = await this.#listFacts(tx, subscriberId, events, subscriptions);
        const planned = planDeliveries(events, subscriptions, facts);
        await insertDeliveries(tx, planned);
        await updateFanOut(tx, subscriberId, last.position);
        const subscriptionIds = new Set(planned.map(({ subscriptionId }) => subscriptionId));
        return { subscriptionIds, isFull: events.length === eventsMax };
      },
      { attemptsMax: 3 },
    );
  }

  async #listSubscriptions(tx: Executor, subscriberId: string): Promise<PlannedSubscription[]> {
    return (await listFannedSubscriptions(tx, subscriberId)).flatMap((subscription) => {
      const filter = this.#filterOf(subscription);
      return filter === undefined ? [] : [{ ...subscription, filter }];
    });
  }

  #filterOf({ id, version, filter: stored }: FannedSubscription): SubscriptionFilter | undefined {
    const kept = this.#filters.get(id);
    if (kept?.version === version) return kept.filter;
    const { data: filter, success } = SubscriptionFilter.safeParse(stored);
    // Whoever's it is, the others go on.
    if (!success) this.#deps.logger.error({ msg: "a subscription's filter cannot be read; it is sent nothing", id });
    if (this.#filters.size >= FILTERS_KEPT_MAX) this.#filters.clear();
    this.#filters.set(id, { version, filter });
    return filter;
  }

  /** One question for all that these events name, and only where somebody's filter asks. */
  async #listFacts(
    tx: Executor,
    subscriberId: string,
    events: readonly FannedEvent[],
    subscriptions: readonly PlannedSubscription[],
  ): Promise<FanOutFacts> {
    const setIds = [...new Set(subscriptions.flatMap(({ filter: { addressSet } }) => addressSet ?? []))];
    const hashes = new Map<string, Hex[]>(
      setIds.length === 0 ? [] : events.map(({ eventId, payload }) => [eventId, this.#hashesOf(payload)]),
    );
    const own = await listOwnAddresses(tx, setIds, [...new Set([...hashes.values()].flat())]);
    const withdrawn = subscriptions.some(({ filter }) => filter.finalOnly)
      ? events.flatMap(({ payload: { type, alert } }) => (type === "alert.withdrawn" && alert ? [alert] : []))
      : [];
    const final = await listToldFinal(tx, subscriberId, withdrawn, events.at(-1)?.position ?? 0);
    return {
      isOwn: (setId, eventId) => (hashes.get(eventId) ?? []).some((hash) => own.get(setId)?.has(hash)),
      finalAt: (alert) => final.get(alert),
    };
  }

  #hashesOf(payload: FannedPayload): Hex[] {
    return addressesOf(payload).map(
      (address: Address): Hex => `0x${ownAddressHash(this.#deps.key, address).toString("hex")}`,
    );
  }
}
