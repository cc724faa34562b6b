import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** Places of the ranking that began on one day, have the same rank, and whose strongest alert is one rule's. */
export interface RankCount {
  heuristic: string;
  rank: number;
  /** UTC day of block time on which the earliest alert began. */
  day: string;
  /** Places: alerts that describe one scheme have one. */
  count: number;
  /** Alerts that these have. */
  alerts: number;
  /** Places of which an alert was found to be right. */
  truePositives: number;
}

/** Of places that began in from ≤ time < to, the highest rank first. Grows with days, rules and ranks alone. */
export async function listRankCounts(
  db: Executor,
  { from, to, chainId }: { from?: Date; to?: Date; chainId?: number },
): Promise<RankCount[]> {
  const { rows } = await sql<RankCount>`
    with right_group as (
      select distinct group_id from alert where disposition = 'true_positive' and group_id is not null
    ), place as (
      select group_rank, group_size, to_char(first_time at time zone 'UTC', 'YYYY-MM-DD') as day,
        right_group.group_id is not null as is_right,
        (select heuristic from alert as member where member.group_id = lead.id
          order by member.rank desc, member.id limit 1) as heuristic
      from alert as lead left join right_group on right_group.group_id = lead.id
      where group_rank is not null and first_time >= coalesce(${from ?? null}::timestamptz, '-infinity')
        and first_time < coalesce(${to ?? null}::timestamptz, 'infinity')
        and chain_id = coalesce(${chainId ?? null}::bigint, chain_id)
    )
    select heuristic, group_rank as rank, day, count(*)::bigint as count, sum(group_size)::bigint as alerts,
      (count(*) filter (where is_right))::bigint as "truePositives"
    from place group by 1, 2, 3 order by rank desc, heuristic, day`.execute(db);
  return rows;
}

/** Alerts by rule whose last payment was at `since` or later: the newest so many, and since when these are. */
export interface RecentAlerts {
  since: Date;
  counts: Map<string, number>;
}

/** Looked at for how busy rules are: ours [E]. */
const RECENT_MAX = 10_000;

/** Of alerts that stand. Costs so many rows at most, whatever there is. */
export async function countRecentAlerts(db: Executor, since: Date): Promise<RecentAlerts> {
  const { rows } = await sql<{ heuristic: string; count: number; oldest: Date; looked: number }>`
    with newest as materialized (
      select heuristic, state, last_time from alert where last_time >= ${since}
      order by last_time desc, id desc limit ${RECENT_MAX}
    )
    select heuristic, (count(*) filter (where state <> 'withdrawn'))::integer as count,
      (select min(last_time) from newest) as oldest, (select count(*)::integer from newest) as looked
    from newest group by heuristic`.execute(db);
  const [first] = rows;
  return {
    since: first !== undefined && first.looked >= RECENT_MAX ? first.oldest : since,
    counts: new Map(rows.map(({ heuristic, count }) => [heuristic, count])),
  };
}
