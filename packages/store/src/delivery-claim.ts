import type { Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { numberArray, textArray } from "./sql-array.ts";

/** Something to be sent now, by whoever has claimed it. */
export interface ClaimedDelivery {
  subscriptionId: string;
  eventId: Hex;
  url: string;
  /** Encrypted: what it is signed with. */
  sealedSecrets: Buffer[];
  /** As it was written. */
  payload: unknown;
  releasedAt: Date;
  /** Where the subscription keeps the order of each subject. */
  subject?: string;
  attemptCount: number;
  /** Attempts since it was last asked for. */
  retryCount: number;
  /** Of the subscription: since when nothing has succeeded. */
  failingSince?: Date;
  /** When it was claimed, by the database's clock: those of processes may differ. */
  claimedAt: Date;
  /** Names the claim: whoever comes later has another. */
  claimedUntil: Date;
}

interface ClaimRow {
  subscription_id: string;
  event_id: Buffer;
  url: string;
  sealed: Buffer[];
  payload: unknown;
  released_at: Date;
  subject: string | null;
  attempt_count: number;
  retry_count: number;
  failing_since: Date | null;
  claimed_at: Date;
  claimed_until: Date;
}

/**
 * Takes what is due of each of these subscriptions, so many at most, for as long as is told. Nobody else takes it until then; what
 * a process that died had taken is due again afterwards.
 */
export async function claimDeliveries(
  db: Executor,
  asked: ReadonlyArray<{ subscriptionId: string; countMax: number }>,
  leaseMs: number,
): Promise<ClaimedDelivery[]> {
  const { rows } = await sql<ClaimRow>`
    with due as (
      select next.subscription_id, next.event_id
      from unnest(
        ${textArray(asked.map(({ subscriptionId }) => subscriptionId))}::uuid[],
        ${numberArray(asked.map(({ countMax }) => countMax))}::integer[]
      ) as asked (id, count_max)
      join subscription on subscription.id = asked.id and state = 'active' and deleted_at is null
      cross join lateral (
        select subscription_id, event_id from delivery
        where subscription_id = asked.id and delivery.state = 'waiting' and not is_held and next_at <= now()
          and (claimed_until is null or claimed_until <= now())
        order by next_at, position limit asked.count_max
        for update skip locked
      ) as next
    ),
    claimed as (
      update delivery set claimed_until = date_trunc('milliseconds', now()) + make_interval(secs => ${leaseMs / 1000})
      from due where delivery.subscription_id = due.subscription_id and delivery.event_id = due.event_id
      returning delivery.*
    )
    select claimed.subscription_id, claimed.event_id, url, payload, released_at, claimed.subject, attempt_count, retry_count,
      failing_since, date_trunc('milliseconds', now()) as claimed_at, claimed_until,
      array(
        select sealed from subscription_secret
        where subscription_secret.subscription_id = claimed.subscription_id and (ends_at is null or ends_at > now())
        order by seq
      ) as sealed
    from claimed
    join subscription on subscription.id = claimed.subscription_id
    join released_event
      on released_event.subscriber_id = subscription.subscriber_id and released_event.position = claimed.position
    order by claimed.next_at, claimed.position, claimed.subscription_id`.execute(db);
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    eventId: hexOf(row.event_id),
    url: row.url,
    sealedSecrets: row.sealed,
    payload: row.payload,
    releasedAt: row.released_at,
    ...(row.subject !== null && { subject: row.subject }),
    attemptCount: row.attempt_count,
    retryCount: row.retry_count,
    ...(row.failing_since !== null && { failingSince: row.failing_since }),
    claimedAt: row.claimed_at,
    claimedUntil: row.claimed_until,
  }));
}
