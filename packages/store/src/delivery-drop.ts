import { sql } from "kysely";
import type { Database } from "./database.ts";
import { type DeliverySubject, releaseNextOf } from "./delivery.ts";
import { inTransaction } from "./transaction.ts";

/** How long deliveries and their attempts are kept, in days. */
export interface DeliveryAges {
  /** Since they were delivered. */
  deliveredDays: number;
  /** Since they were given up, or since they have been due and nobody wanted them. */
  owedDays: number;
}

const DROPPED_AT_ONCE_MAX = 1_000;

/**
 * Drops deliveries that have grown too old, with what was sent and came back, some at a time: a transaction of its own.
 * @returns how many; as long as there are some, there may be more
 */
export async function dropOldDeliveries(db: Database, { deliveredDays, owedDays }: DeliveryAges): Promise<number> {
  return inTransaction(
    db,
    async (tx) => {
      const { rows } = await sql<{ subscriptionId: string; subject: string | null; state: string }>`
        with old as (
          select subscription_id, event_id from delivery
          where (subscription_id, event_id) in (
            (select subscription_id, event_id from delivery
              where settled_at < now() - make_interval(days => ${deliveredDays}) and state = 'delivered'
              order by settled_at limit ${DROPPED_AT_ONCE_MAX})
            union all
            (select subscription_id, event_id from delivery
              where settled_at < now() - make_interval(days => ${owedDays}) and state = 'dead'
              order by settled_at limit ${DROPPED_AT_ONCE_MAX})
            union all
            (select subscription_id, event_id from delivery
              where state = 'waiting' and next_at < now() - make_interval(days => ${owedDays})
              order by next_at limit ${DROPPED_AT_ONCE_MAX})
          )
          order by subscription_id, event_id for update skip locked
        ),
        attempts as (
          delete from delivery_attempt using old
          where delivery_attempt.subscription_id = old.subscription_id and delivery_attempt.event_id = old.event_id
        )
        delete from delivery using old
        where delivery.subscription_id = old.subscription_id and delivery.event_id = old.event_id
        returning delivery.subscription_id as "subscriptionId", subject, state`.execute(tx);
      // Whatever it held up has nothing before it any more.
      await releaseNextOf(tx, rows.flatMap(heldUp));
      return rows.length;
    },
    { attemptsMax: 3 },
  );
}

function heldUp(row: { subscriptionId: string; subject: string | null; state: string }): DeliverySubject[] {
  const { subscriptionId, subject, state } = row;
  return state === "waiting" && subject !== null ? [{ subscriptionId, subject }] : [];
}
