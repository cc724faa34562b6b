import assert from "node:assert";
import type { Chain } from "@redflag/domain/chain";
import { sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { BlockSpan } from "./block-span.ts";
import type { Database, Executor } from "./database.ts";
import { createPartitionIndexes } from "./partition-index.ts";
import { inTransaction } from "./transaction.ts";

export const PARTITIONED_TABLES = [
  "block",
  "transfer",
  "issuer_event",
  "bridge_event",
  "refused_log",
  "coverage",
] as const;

/** What this process already saw standing: partitions are never dropped above a block that ingest still writes. */
const seen = new WeakMap<Database, Set<string>>();

/** The blocks of a chain's partition with this ordinal. */
export function partitionSpan(chain: Chain, ordinal: number): BlockSpan {
  const from = ordinal * chain.partitionBlocks;
  return { from, to: from + chain.partitionBlocks - 1 };
}

/** The block with which the partition that holds `block` begins. */
function partitionStart(chain: Chain, block: number): number {
  return Math.floor(block / chain.partitionBlocks) * chain.partitionBlocks;
}

/**
 * Makes sure that every ledger table has partitions for fromBlock..toBlock, both inclusive. Safe beside writers and
 * beside itself in another process: a partition is made apart and then attached, which blocks no insert. One that a
 * running backfill will fill, and that the lane does not read yet, has no index but its key until it is full.
 */
export async function ensurePartitions(db: Database, chain: Chain, fromBlock: number, toBlock: number): Promise<void> {
  assert(fromBlock >= 0 && fromBlock <= toBlock, `not a range: ${fromBlock}..${toBlock}`);
  const known = seen.get(db) ?? new Set<string>();
  seen.set(db, known);
  for (let start = partitionStart(chain, fromBlock); start <= toBlock; start += chain.partitionBlocks) {
    const ordinal = start / chain.partitionBlocks;
    const key = `${chain.id}_${ordinal}`;
    if (known.has(key)) continue;
    await createPartitions(db, chain, start, ordinal);
    known.add(key);
  }
}

async function createPartitions(db: Database, chain: Chain, start: number, ordinal: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await takeAdvisoryLock(tx, `partition:${chain.id}`, "exclusive");
    let isNew = false;
    for (const parent of PARTITIONED_TABLES) {
      // Only the owner of the tables can; the function does it in the owner's name.
      const { rows } = await sql<{ made: boolean }>`
        select make_partition(${parent}, ${chain.id}, ${ordinal}, ${chain.partitionBlocks}) as made`.execute(tx);
      if (rows[0]?.made === true) isNew = true;
    }
    if (isNew && !(await isToBeLoaded(tx, chain, start))) await createPartitionIndexes(tx, chain.id, ordinal);
  });
}

async function isToBeLoaded(tx: Executor, chain: Chain, start: number): Promise<boolean> {
  const end = start + chain.partitionBlocks - 1;
  const { rows } = await sql`
    select from backfill join lane using (chain_id)
    where chain_id = ${chain.id} and finished_at is null
      and from_block <= ${start} and to_block >= ${end} and start_block > ${end}
    limit 1`.execute(tx);
  return rows.length > 0;
}
