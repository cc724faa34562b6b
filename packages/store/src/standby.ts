import type { Database } from "./database.ts";

/** What a server says of itself. */
export interface StandbyState {
  /** It repeats what another server does, and takes no writes. */
  isStandby: boolean;
  /** How much of it: a place in the log, as bytes from its beginning. */
  replayed: bigint;
}

/** @throws what a query throws */
export async function readStandbyState(db: Database): Promise<StandbyState> {
  const { rows } = await db.pool.query<{ isStandby: boolean; replayed: string }>(
    `select pg_is_in_recovery() as "isStandby",
       coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0)::text as replayed`,
  );
  const [row] = rows;
  return { isStandby: row?.isStandby ?? false, replayed: BigInt(row?.replayed ?? "0") };
}

/** How far the primary's log goes now: whoever has replayed as much has all that was committed before. */
export async function readLogEnd(db: Database): Promise<bigint> {
  const { rows } = await db.pool.query<{ end: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as end`,
  );
  return BigInt(rows[0]?.end ?? "0");
}
