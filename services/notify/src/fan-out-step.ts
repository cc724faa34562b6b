import { addressesOf } from "@redflag/contract/event-addresses";
import { SubscriptionFilter } from "@redflag/contract/subscription-filter";
import type { Address } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import type { HeldInstallationKey } from "@redflag/runtime/held-installation-key";
import type { InstallationKey } from "@redflag/runtime/installation-key";
import type { Logger } from "@redflag/runtime/logger";
import { ownAddressHash } from "@redflag/runtime/own-address-hash";
import type { Database, Executor } from "@redflag/store/database";
import { insertDeliveries, type NewDelivery } from "@redflag/store/delivery";
import {
  type FannedSubscription,
  listFannedEvents,
  listFannedSubscriptions,
  listOwnAddresses,
  listToldFinal,
  takeFanOuts,
  updateFanOuts,
} from "@redflag/store/fan-out";
import { getInstallationKeyId, holdInstallationKey } from "@redflag/store/installation-key";
import { inTransaction } from "@redflag/store/transaction";
import {
  type FannedEvent,
  type FannedPayload,
  type FanOutFacts,
  type PlannedSubscription,
  planDeliveries,
} from "./fan-out-plan.ts";

/** Of all subscribers of a step. */
const EVENTS_AT_ONCE_MAX = 500;
const FILTERS_KEPT_MAX = 20_000;

export interface FanOutDeps {
  db: Database;
  key: HeldInstallationKey;
  logger: Logger;
}

export interface FanOutProgress {
  /** They are to be sent something. */
  subscriptionIds: Set<string>;
  /** The subscribers of whom more may wait. */
  behind: string[];
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
   * The next events of each of these subscribers: deliveries and positions in one transaction, by one process at a time. Killed
   * half-way it has done nothing.
   */
  async step(subscriberIds: readonly string[], eventsMax = EVENTS_AT_ONCE_MAX): Promise<FanOutProgress> {
    const eachMax = Math.max(1, Math.floor(eventsMax / subscriberIds.length));
    return inTransaction(
      this.#deps.db,
      async (tx) => {
        const positions = await takeFanOuts(tx, subscriberIds);
        // Before the subscriptions: one that was made before an event was released is never missed.
        const events = await listFannedEvents(tx, positions, eachMax);
        const subscriptions = await this.#listSubscriptions(tx, [...events.keys()]);
        const planned: NewDelivery[][] = [];
        const reached = new Map<string, number>();
        const behind: string[] = [];
        for (const [subscriberId, released] of events) {
          const own = subscriptions.get(subscriberId) ?? [];
          const fanned = released.map((event): FannedEvent => ({ ...event, payload: event.payload as FannedPayload }));
          planned.push(planDeliveries(fanned, own, await this.#listFacts(tx, subscriberId, fanned, own)));
          reached.set(subscriberId, released.at(-1)?.position ?? 0);
          if (released.length === eachMax) behind.push(subscriberId);
        }
        const deliveries = planned.flat();
        await insertDeliveries(tx, deliveries);
        if (reached.size > 0) await updateFanOuts(tx, reached);
        return { subscriptionIds: new Set(deliveries.map(({ subscriptionId }) => subscriptionId)), behind };
      },
      { attemptsMax: 3 },
    );
  }

  async #listSubscriptions(
    tx: Executor,
    subscriberIds: readonly string[],
  ): Promise<Map<string, PlannedSubscription[]>> {
    const stored = await listFannedSubscriptions(tx, subscriberIds);
    const readable = stored.flatMap((subscription) => {
      const filter = this.#filterOf(subscription);
      return filter === undefined ? [] : [{ ...subscription, filter }];
    });
    return Map.groupBy(readable, ({ subscriberId }) => subscriberId);
  }

  #filterOf({ id, version, filter: stored }: FannedSubscription): SubscriptionFilter | undefined {
    const kept = this.#filters.get(id);
    if (kept?.version === version) return kept.filter;
    const { data: filter, success } = SubscriptionFilter.safeParse(stored);
    // Whoever's it is, the others go on.
    if (!success) {
      const msg = "a subscription's filter cannot be read; it is sent nothing";
      this.#deps.logger.error({ msg, subscription: id });
    }
    if (this.#filters.size >= FILTERS_KEPT_MAX) this.#filters.clear();
    this.#filters.set(id, { version, filter });
    return filter;
  }

  /** What is read of sets until the transaction ends rests under this one. */
  async #holdKey(tx: Executor): Promise<InstallationKey> {
    await holdInstallationKey(tx);
    return this.#deps.key.of(await getInstallationKeyId(tx, this.#deps.key.newest));
  }

  /** One question for all that these events name, and only where somebody's filter asks. */
  async #listFacts(
    tx: Executor,
    subscriberId: string,
    events: readonly FannedEvent[],
    subscriptions: readonly PlannedSubscription[],
  ): Promise<FanOutFacts> {
    const setIds = [...new Set(subscriptions.flatMap(({ filter: { addressSet } }) => addressSet ?? []))];
    const key = setIds.length === 0 ? undefined : await this.#holdKey(tx);
    const hashes = new Map<string, Hex[]>(
      key === undefined ? [] : events.map(({ eventId, payload }) => [eventId, hashesOf(key, payload)]),
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
}

function hashesOf(key: InstallationKey, payload: FannedPayload): Hex[] {
  return addressesOf(payload).map((address: Address): Hex => `0x${ownAddressHash(key, address).toString("hex")}`);
}
