import { sql } from "kysely";
import type { Database, Executor } from "./database.ts";
import { inTransaction } from "./transaction.ts";

/**
 * Indexes beside the primary key. Each partition has its own, and the parents have none: a partition that is being loaded
 * goes without, and gets them when it is full, which costs less than half of keeping them up to date meanwhile. What each
 * is on says the database's function `index_partition`.
 */
const PARTITION_INDEXES = [
  { table: "transfer", name: "sender" },
  { table: "transfer", name: "recipient" },
  { table: "issuer_event", name: "account" },
  { table: "bridge_event", name: "link" },
] as const;

/** Gives the new, empty partitions of one stretch their indexes. */
export async function createPartitionIndexes(tx: Executor, chainId: number, ordinal: number): Promise<void> {
  for (const index of PARTITION_INDEXES) await createIndex(tx, chainId, ordinal, index);
}

/**
 * Ordinals of a chain's partitions (first block ÷ width) in which an index is missing, ascending. They answer as the
 * others do, slowly.
 */
export async function listUnindexedPartitions(db: Executor, chainId: number): Promise<number[]> {
  const wanted = sql.join(PARTITION_INDEXES.map(({ table, name }) => sql`(${table}, ${name})`));
  const { rows } = await sql<{ ordinal: number }>`
    select distinct substr(part.relname, length(wanted.root || ${`_${chainId}_`}) + 1)::bigint as ordinal
    from (values ${wanted}) as wanted (root, name)
    join pg_inherits on inhparent = wanted.root::regclass
    join pg_class part on part.oid = inhrelid
    where starts_with(part.relname, wanted.root || ${`_${chainId}_`})
      and to_regclass(quote_ident(part.relname || '_' || wanted.name)) is null
    order by ordinal`.execute(db);
  return rows.map(({ ordinal }) => ordinal);
}

/**
 * Builds what is missing of one stretch's indexes, each in a transaction of its own: a crash leaves the finished ones.
 * Writers of these partitions wait meanwhile, those of others do not.
 * @returns false when another process is building one of them; it is then left to that process
 * @throws Problem `database_unreachable`, `database_full`
 */
export async function indexPartition(db: Database, chainId: number, ordinal: number): Promise<boolean> {
  for (const index of PARTITION_INDEXES) {
    const isMine = await inTransaction(db, async (tx) => {
      const lock = sql`hashtextextended(${`redflag:index:${chainId}_${ordinal}`}, 0)`;
      const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${lock}) as taken`.execute(tx);
      if (rows[0]?.taken !== true) return false;
      await createIndex(tx, chainId, ordinal, index);
      return true;
    });
    if (!isMine) return false;
  }
  return true;
}

async function createIndex(
  tx: Executor,
  chainId: number,
  ordinal: number,
  { table, name }: (typeof PARTITION_INDEXES)[number],
): Promise<void> {
  await sql`select index_partition(${table}, ${name}, ${chainId}, ${ordinal})`.execute(tx);
}
