import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** Alerts that wait for somebody and have all of this in common. */
export interface AlertBucket {
  chainId: number;
  heuristic: string;
  severity: string;
  /** As the row says; the snooze of those that have woken is over. */
  review: string;
  /** Each no higher than one more than was asked for. */
  count: number;
  unassigned: number;
  woken: number;
  wokenUnassigned: number;
}

export interface AlertBuckets {
  buckets: AlertBucket[];
  mine: number;
  overdue: number;
}

/**
 * Alerts that stand and are not closed, by what there is of chain, rule, severity and review. Of each bucket so many are
 * counted and one more: where one has more, so have its chain, rule, severity and review, so that none of these is counted
 * short. The index is gone through from one bucket to the next, whatever lies between.
 */
export async function countOpenAlerts(
  db: Executor,
  { now, person, countMax }: { now: Date; person: string; countMax: number },
): Promise<AlertBuckets> {
  const waits = sql`state <> 'withdrawn' and review <> 'closed'`;
  const upTo = sql`limit ${countMax + 1}`;
  const { rows } = await sql<AlertBucket & Omit<AlertBuckets, "buckets">>`
    with recursive bucket as (
      (
        select chain_id, heuristic, severity, review from alert where ${waits}
        order by chain_id, heuristic, severity, review limit 1
      )
      union all
      select next.* from bucket cross join lateral (
        select chain_id, heuristic, severity, review from alert
        where ${waits} and (chain_id, heuristic, severity, review)
          > (bucket.chain_id, bucket.heuristic, bucket.severity, bucket.review)
        order by chain_id, heuristic, severity, review limit 1
      ) as next
    )
    select bucket.chain_id as "chainId", bucket.heuristic, bucket.severity, bucket.review, counted.*,
      (select count(*) from (select from alert where ${waits} and assignee = ${person}::uuid ${upTo}) few) as mine,
      (select count(*) from (select from alert where ${waits} and due_at < ${now} ${upTo}) few) as overdue
    from bucket cross join lateral (
      select count(*), count(*) filter (where assignee is null) as unassigned,
        count(*) filter (where snoozed_until <= ${now}) as woken,
        count(*) filter (where snoozed_until <= ${now} and assignee is null) as "wokenUnassigned"
      from (
        select assignee, snoozed_until from alert
        where ${waits} and chain_id = bucket.chain_id and heuristic = bucket.heuristic and severity = bucket.severity
          and review = bucket.review
        ${upTo}
      ) as few
    ) as counted`.execute(db);
  const [first] = rows;
  return { buckets: rows, mine: first?.mine ?? 0, overdue: first?.overdue ?? 0 };
}
