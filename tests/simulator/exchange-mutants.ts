import type { Tried } from "@redflag/notify/write-tried";
import type { Settlement } from "@redflag/store/delivery-settle";
import { execute } from "./mutant-statement.ts";
import { STEPS, type Steps } from "./steps.ts";

/** Steps by which exchanges are told, with one promise broken in each. */

/** Writes down what it is about to send as sent: whoever dies between loses it. */
export const settlesBeforeSending: Partial<Steps> = {
  async claimDeliveries(db, asked, leaseMs) {
    const claimed = await STEPS.claimDeliveries(db, asked, leaseMs);
    for (const { subscriptionId, eventId } of claimed) {
      await execute(
        db,
        "update delivery set state = 'delivered', settled_at = now() where subscription_id = $1 and event_id = $2",
        [subscriptionId, Buffer.from(eventId.slice(2), "hex")],
      );
    }
    return claimed;
  },
};

/** What failed is as good as sent. */
export const takesFailedForSent: Partial<Steps> = {
  async sendDelivery(deps, claimed) {
    const settlement = await STEPS.sendDelivery(deps, claimed);
    return { ...settlement, attempt: { ...settlement.attempt, outcome: "delivered" } };
  },
};

/** Gives each attempt an id of its own: who was sent it twice has two events. */
export const namesByAttempt: Partial<Steps> = {
  async sendDelivery(deps, claimed) {
    const eventId = `0x${claimed.attemptCount.toString(16).padStart(2, "0")}${claimed.eventId.slice(4)}` as const;
    const settlement = await STEPS.sendDelivery(deps, { ...claimed, eventId });
    return { ...settlement, eventId: claimed.eventId };
  },
};

/** Begins the schedule anew with each failure. */
export const neverGivesUp: Partial<Steps> = {
  async sendDelivery(deps, claimed): Promise<Settlement> {
    const settlement = await STEPS.sendDelivery(deps, claimed);
    return settlement.delayS === undefined && settlement.attempt.outcome === "failed"
      ? { ...settlement, delayS: 86_400 }
      : settlement;
  },
};

/** Sends whatever is released to everybody, whatever they asked for. */
export const sendsEverything: Partial<Steps> = {
  async fanOutStep(fanOut, db, subscriberIds, eventsMax) {
    const progress = await STEPS.fanOutStep(fanOut, db, subscriberIds, eventsMax);
    await execute(
      db,
      `insert into delivery (subscription_id, event_id, position, is_held, state)
       select id, event_id, position, false, 'waiting'
       from released_event join subscription on subscription.subscriber_id = released_event.subscriber_id
       on conflict do nothing`,
    );
    return progress;
  },
};

/** Goes on from the time of what it did last, and not from its place: a clock that goes back hides what comes then. */
export const followsTheClock: Partial<Steps> = {
  async listSubscribersBehind(db) {
    const { rows } = await execute(
      db,
      `select subscriber_id::text as id from released_event as own group by subscriber_id
       having max(released_at) >= coalesce((
         select max(delivery.created_at) from delivery join subscription on id = subscription_id
         where subscription.subscriber_id = own.subscriber_id
       ), '-infinity') order by 1`,
    );
    return rows.map(({ id }) => id);
  },
};

/** Stops a subscription and leaves it to its owner to find that out. */
export const stopsSilently: Partial<Steps> = {
  async writeTried(db, batch) {
    const isGone = ({ settlement: { attempt } }: Tried) => attempt.outcome === "gone";
    for (const { settlement } of batch.filter(isGone)) {
      const { subscriptionId } = settlement;
      await execute(db, "update subscription set state = 'disabled', state_cause = 'gone' where id = $1", [
        subscriptionId,
      ]);
    }
    return STEPS.writeTried(
      db,
      batch.filter((tried) => !isGone(tried)),
    );
  },
};

/** Claims for good: what a process had claimed that was killed is nobody's. */
export const claimsForGood: Partial<Steps> = {
  claimDeliveries: (db, asked) => STEPS.claimDeliveries(db, asked, 100 * 365 * 86_400_000),
};

/** Drops what is owed as soon as it is due. */
export const dropsWhatIsOwed: Partial<Steps> = {
  dropOldDeliveries: (db) => STEPS.dropOldDeliveries(db, { deliveredDays: 0, owedDays: 0 }),
};

/** Stops what has failed by its own clock, which may be days off. */
export const stopsByItsOwnClock: Partial<Steps> = {
  async writeTried(db, batch) {
    return STEPS.writeTried(
      db,
      batch.map((tried) => ({ ...tried, claimedAt: new Date() })),
    );
  },
};

/** Knows what is due from wake-ups alone: what was lost with the queue is lost. */
export const trustsTheQueue: Partial<Steps> = {
  async listDueSubscriptions() {
    return [];
  },
};

/** Says that a set has changed, and leaves in it what was there. */
export const keepsFirstSets: Partial<Steps> = {
  async changeAddressSet(tx, set, change) {
    return STEPS.changeAddressSet(tx, set, { ...change, mode: "add", hashes: new Set() });
  },
};
