import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** What a subscriber is owed by way of its webhooks. */
export interface OwedDeliveries {
  subscriberId: string;
  name: string;
  isSandbox: boolean;
  /** They could be sent now. */
  due: number;
  /** Of these, due for more than a minute. */
  late: number;
  /** They wait for their next attempt, for what came before about the same subject, or until their webhook is resumed. */
  waiting: number;
  /** Given up in the last 24 hours. */
  dead: number;
  oldestDueAt?: Date;
  /** Of its subscriptions; nothing has reached a failing one lately: it is active still, or was paused for that. */
  active: number;
  failing: number;
  paused: number;
  disabled: number;
}

/** Of every subscriber that has a subscription, sandboxes too; the most late first. */
export async function listOwedDeliveries(db: Executor): Promise<OwedDeliveries[]> {
  const { rows } = await sql<Omit<OwedDeliveries, "oldestDueAt"> & { oldestDueAt: Date | null }>`
    with open as (
      select subscription_id, subscription.state = 'active' and not is_held and next_at <= now() as is_due, next_at
      from delivery join subscription on subscription.id = subscription_id
      where delivery.state = 'waiting'
    ), owed as (
      select subscription_id, count(*) filter (where is_due) as due,
        count(*) filter (where is_due and next_at <= now() - interval '1 minute') as late,
        count(*) filter (where not is_due) as waiting, min(next_at) filter (where is_due) as oldest
      from open group by subscription_id
    ), lost as (
      select subscription_id, count(*) as dead from delivery
      where settled_at >= now() - interval '24 hours' and state = 'dead' group by subscription_id
    )
    select subscriber.id as "subscriberId", subscriber.name, sandbox_of is not null as "isSandbox",
      coalesce(sum(due), 0)::bigint as due, coalesce(sum(late), 0)::bigint as late,
      coalesce(sum(waiting), 0)::bigint as waiting, coalesce(sum(dead), 0)::bigint as dead, min(oldest) as "oldestDueAt",
      count(*) filter (where state = 'active') as active,
      count(*) filter (where state = 'active' and failing_since is not null or state = 'paused' and state_cause = 'failing') as failing,
      count(*) filter (where state = 'paused') as paused, count(*) filter (where state = 'disabled') as disabled
    from subscriber
    join subscription on subscription.subscriber_id = subscriber.id and deleted_at is null
    left join owed on owed.subscription_id = subscription.id
    left join lost on lost.subscription_id = subscription.id
    group by subscriber.id, subscriber.name, sandbox_of
    order by late desc, dead desc, subscriber.name, subscriber.id`.execute(db);
  return rows.map(({ oldestDueAt, ...row }) => ({ ...row, ...(oldestDueAt !== null && { oldestDueAt }) }));
}
