import type { Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { byteaArray, numberArray, textArray } from "./sql-array.ts";

export interface NewDelivery {
  subscriptionId: string;
  eventId: Hex;
  position: number;
  /** Whom it is about, where the subscription keeps the order of each subject. */
  subject?: string | undefined;
}

/**
 * Has these events sent, each once to each subscription; one that is there already stays as it is. What has something of the same
 * subject before it that is not settled is held until that is. They are given in the order of their positions.
 */
export async function insertDeliveries(tx: Executor, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  // Whoever settles the one before waits for this transaction, and then finds what it had held up; or has settled it, and then
  // this one finds it settled.
  await sql`
    with given as (
      select * from unnest(
        ${textArray(deliveries.map(({ subscriptionId }) => subscriptionId))}::uuid[],
        ${byteaArray(deliveries.map(({ eventId }) => eventId))}::bytea[],
        ${numberArray(deliveries.map(({ position }) => position))}::bigint[],
        ${textArray(deliveries.map(({ subject }) => subject))}::text[]
      ) as each_one (subscription_id, event_id, position, subject)
    ),
    earlier as (
      select kept.subscription_id, kept.subject
      from (select distinct subscription_id, subject from given where subject is not null) as kept
      cross join lateral (
        select from delivery
        where delivery.subscription_id = kept.subscription_id and delivery.subject = kept.subject and state = 'waiting'
        order by position desc limit 1 for share
      ) as last
    )
    insert into delivery (subscription_id, event_id, position, subject, is_held, state)
    select subscription_id, event_id, position, subject,
      subject is not null and (
        (subscription_id, subject) in (select subscription_id, subject from earlier)
        or row_number() over (partition by subscription_id, subject order by position) > 1
      ),
      'waiting'
    from given
    on conflict do nothing`.execute(tx);
}

/** A subject of an ordered subscription. */
export interface DeliverySubject {
  subscriptionId: string;
  subject: string;
}

/** Makes due what comes next of each of these subjects. A statement after the one that settled: it sees what came meanwhile. */
export async function releaseNextOf(tx: Executor, subjects: readonly DeliverySubject[]): Promise<void> {
  if (subjects.length === 0) return;
  await sql`
    update delivery set is_held = false, next_at = now()
    from (
      select distinct * from unnest(
        ${textArray(subjects.map(({ subscriptionId }) => subscriptionId))}::uuid[],
        ${textArray(subjects.map(({ subject }) => subject))}::text[]
      ) as each_one (subscription_id, subject)
    ) as kept
    cross join lateral (
      select event_id from delivery as waiting
      where waiting.subscription_id = kept.subscription_id and waiting.subject = kept.subject and state = 'waiting'
      order by position limit 1
    ) as next
    where delivery.subscription_id = kept.subscription_id and delivery.event_id = next.event_id and is_held`.execute(
    tx,
  );
}

/** Those of which something is due that nobody is at. */
export async function listDueSubscriptions(db: Executor): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from subscription
    where state = 'active' and deleted_at is null and exists (
      select from delivery
      where subscription_id = id and delivery.state = 'waiting' and not is_held and next_at <= now()
        and (claimed_until is null or claimed_until <= now())
    )
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}
