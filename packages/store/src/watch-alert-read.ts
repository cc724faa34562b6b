import type { AlertState } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import type { StandingWatchAlert } from "@redflag/domain/private-watch";
import { sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { type PrivateWatch, personOf } from "./private-watch.ts";
import { watchAlertOf } from "./watch-alert-row.ts";

export interface WatchAlertFilter {
  watchId?: string;
  state?: AlertState;
}

/**
 * An owner's, by block time and then by id, the newest first. As of watches, there is no way to anybody else's: of a watch
 * that is not the owner's there is nothing, as of one that never was.
 */
export async function listWatchAlerts(
  db: Executor,
  actor: string,
  { watchId, state }: WatchAlertFilter,
  { limit, before }: { limit: number; before?: { time: Date; id: Hash } },
): Promise<Array<StandingWatchAlert & { chainId: number }>> {
  let query = db
    .selectFrom("watch_alert")
    .selectAll()
    .where("owner", "=", await personOf(db, actor))
    .orderBy("block_time", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (watchId !== undefined) query = query.where("watch_id", "=", watchId);
  if (state !== undefined) query = query.where("state", "=", state);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(block_time, id) < (${before.time}::timestamptz, ${bytesOf(before.id)}::bytea)`);
  }
  return (await query.execute()).map((row) => ({ ...watchAlertOf(row), chainId: row.chain_id }));
}

/** Where a lane screens with a watch. */
export interface WatchReach {
  chainId: number;
  /** Payments in blocks before this one are not told of. */
  fromBlock: number;
  isCut: boolean;
  /** From this block on payments are told of as they come. */
  sinceBlock: number;
}

/** Of each of these watches, which the caller has read as their owner's, the lanes that have begun to screen with it. */
export async function listWatchReaches(
  db: Executor,
  watches: readonly PrivateWatch[],
): Promise<Map<string, WatchReach[]>> {
  const { rows } = await sql<{ watch_id: string } & WatchReach>`
    select watch_id, past.chain_id as "chainId", least(past.from_block, since) as "fromBlock", is_cut as "isCut",
      since as "sinceBlock"
    from watch_past past join private_watch watch on watch.id = watch_id,
      lateral (select min(epoch.from_block) as since from watch_epoch epoch
        where epoch.chain_id = past.chain_id and epoch.watch_seq >= watch.first_seq) first_epoch
    where watch_id = any(${watches.map(({ id }) => id)}::uuid[])
    order by past.chain_id`.execute(db);
  const reaches = new Map<string, WatchReach[]>();
  for (const { watch_id, ...reach } of rows) reaches.set(watch_id, [...(reaches.get(watch_id) ?? []), reach]);
  return reaches;
}
