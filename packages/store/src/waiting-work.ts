import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** Rows that say that something is to be done, counted. */
export interface WaitingRows {
  kind: "repair" | "lookback" | "list_fetch" | "list_release" | "feed" | "fan_out";
  /** Absent of what is no chain's. */
  chainId?: number;
  waiting: number;
  /** In hand, as far as that is written down. */
  active?: number;
  /** Failed when it was last tried. */
  failing?: number;
  oldestAt?: Date;
}

interface Row {
  kind: WaitingRows["kind"];
  chain_id: number | null;
  waiting: number;
  active: number | null;
  failing: number | null;
  oldest_at: Date | null;
}

/** By kind and chain; a kind of which nothing waits on any chain is left out, unless it is no chain's. */
export async function listWaitingRows(db: Executor): Promise<WaitingRows[]> {
  const { rows } = await sql<Row>`
    select 'repair' as kind, chain_id, count(*) filter (where coalesce(worked_until < now(), true)) as waiting,
      count(*) filter (where worked_until >= now()) as active, null::bigint as failing, min(asked_at) as oldest_at
    from repair where finished_at is null group by chain_id
    union all
    select 'lookback', chain_id, count(*) filter (where begun_at is null), count(*) filter (where begun_at is not null), null,
      min(created_at)
    from lookback where finished_at is null group by chain_id
    union all
    select 'list_fetch', null, count(*) filter (where next_attempt_at <= now()), null, count(*) filter (where failure_count > 0),
      min(next_attempt_at) filter (where next_attempt_at <= now())
    from list_source
    union all
    select 'list_release', null, count(*), null, null, min(version.created_at)
    from shared_version as version left join list_release using (list_id) where version.seq > coalesce(list_release.seq, 0)
    union all
    select 'feed', null, count(*), null, null, min(created_at) from feed_pending
    union all
    select 'fan_out', null, coalesce(sum(told.waiting), 0)::bigint, null, null, min(told.oldest_at)
    from (
      select subscriber_id, min(after_position) as after_position from subscription
      where deleted_at is null and state <> 'disabled' group by subscriber_id
    ) as own
    left join fan_out using (subscriber_id)
    -- For each by itself, along the key: joined, all that was ever released would be gone through.
    cross join lateral (
      select count(*) as waiting, min(released_at) as oldest_at from released_event
      where subscriber_id = own.subscriber_id and position > greatest(fan_out.position, own.after_position)
      offset 0
    ) as told
    order by 1, 2`.execute(db);
  return rows.map((row) => ({
    kind: row.kind,
    ...(row.chain_id !== null && { chainId: row.chain_id }),
    waiting: row.waiting,
    ...(row.active !== null && { active: row.active }),
    ...(row.failing !== null && { failing: row.failing }),
    ...(row.oldest_at !== null && { oldestAt: row.oldest_at }),
  }));
}
