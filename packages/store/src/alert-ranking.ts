import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { LAST_DISPOSITIONS } from "./disposition.ts";

/** Alerts of one rule that began on one day and have the same score. */
export interface ScoreCount {
  heuristic: string;
  score: number;
  /** UTC day of block time. */
  day: string;
  count: number;
  /** Of them, found to be right. */
  truePositives: number;
}

/** Of alerts that stand and began in from ≤ time < to, the highest score first. Grows with days, rules and scores alone. */
export async function listScoreCounts(
  db: Executor,
  { from, to, chainId }: { from?: Date; to?: Date; chainId?: number },
): Promise<ScoreCount[]> {
  const { rows } = await sql<{ heuristic: string; score: number; day: string; count: number; right: number }>`
    select heuristic, score, to_char(first_time at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::bigint as count,
      (count(*) filter (where disposition = 'true_positive'))::bigint as right
    from alert left join ${LAST_DISPOSITIONS} as last on last.alert_id = alert.id
    where state <> 'withdrawn' and first_time >= coalesce(${from ?? null}::timestamptz, '-infinity')
      and first_time < coalesce(${to ?? null}::timestamptz, 'infinity')
      and chain_id = coalesce(${chainId ?? null}::bigint, chain_id)
    group by 1, 2, 3 order by score desc, heuristic, day`.execute(db);
  return rows.map(({ right, ...row }) => ({ ...row, truePositives: right }));
}
