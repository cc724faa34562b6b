import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { textArray } from "./sql-array.ts";

/** What became of the newest events of a subscription. */
export interface RecentDeliveries {
  delivered: number;
  dead: number;
  waiting: number;
  lastDeliveredAt?: Date;
}

export const NOTHING_RECENT: RecentDeliveries = { delivered: 0, dead: 0, waiting: 0 };

interface Row {
  id: string;
  delivered: number;
  dead: number;
  waiting: number;
  last: Date | null;
}

/** By subscription, each of its newest `eventsMax` events; one without any is not in it. */
export async function listRecentDeliveries(
  db: Executor,
  subscriptionIds: readonly string[],
  eventsMax: number,
): Promise<ReadonlyMap<string, RecentDeliveries>> {
  const { rows } = await sql<Row>`
    select asked.id, count(*) filter (where state = 'delivered')::int as delivered,
      count(*) filter (where state = 'dead')::int as dead, count(*) filter (where state = 'waiting')::int as waiting,
      max(settled_at) filter (where state = 'delivered') as last
    from unnest(${textArray(subscriptionIds)}::uuid[]) as asked (id)
    cross join lateral (
      select state, settled_at from delivery where subscription_id = asked.id order by position desc limit ${eventsMax}
    ) as newest
    group by asked.id`.execute(db);
  return new Map(
    rows.map(({ id, last, ...counts }) => [id, { ...counts, ...(last !== null && { lastDeliveredAt: last }) }]),
  );
}
