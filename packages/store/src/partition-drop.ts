import { setTimeout as sleep } from "node:timers/promises";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { BlockSpan } from "./block-span.ts";
import type { Executor } from "./database.ts";
import { isLockTaken } from "./database-error.ts";

/** A reader is mostly done within milliseconds; a dump is not, and whoever queues behind us must not wait for it. */
const TRIES_MAX = 40;
const TRY_DELAY_MS = 50;

/** What the ledger's partitions of a chain may hold, ascending, as far as they stand. */
export async function listPartitions(db: Executor, chain: Chain): Promise<BlockSpan[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'block'::regclass and c.relname ~ ${`^block_${chain.id}_[0-9]+$`}`.execute(db);
  return rows
    .map(({ name }) => Number(name.split("_").at(-1)) * chain.partitionBlocks)
    .sort((a, b) => a - b)
    .map((from) => ({ from, to: from + chain.partitionBlocks - 1 }));
}

/**
 * Drops what the ledger holds of one of its partitions; coverage is kept. The caller holds the chain's ledger exclusively,
 * so no step of ours is in the tables; others' queries are waited for, for two seconds at most.
 * @throws Problem `ledger_in_use`
 */
export async function dropPartition(tx: Executor, chain: Chain, { from }: BlockSpan): Promise<void> {
  await takeAdvisoryLock(tx, `partition:${chain.id}`, "exclusive");
  const ordinal = from / chain.partitionBlocks;
  // Never waits in line for a table: whoever came after us would wait behind us.
  for (let attempt = 1; ; attempt++) {
    await sql`savepoint dropping`.execute(tx);
    try {
      await sql`select drop_partition(${chain.id}, ${ordinal})`.execute(tx);
      await sql`release savepoint dropping`.execute(tx);
      return;
    } catch (error) {
      if (!isLockTaken(error)) throw error;
      if (attempt === TRIES_MAX)
        throw new Problem("ledger_in_use", "somebody else's query did not end", { cause: error });
      await sql`rollback to savepoint dropping`.execute(tx);
    }
    await sleep(TRY_DELAY_MS);
  }
}
