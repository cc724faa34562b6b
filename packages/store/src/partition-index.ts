import { sql } from "kysely";
import type { Database, Executor } from "./database.ts";
import { inTransaction } from "./transaction.ts";

/**
 * Indexes beside the primary key. Each partition has its own, and the parents have none: a partition that is being loaded
 * goes without, and gets them when it is full, which costs less than half of keeping them up to date meanwhile.
 */
const PARTITION_INDEXES = [
  { table: "transfer", name: "sender", on: "(sender, block_number)" },
  { table: "transfer", name: "recipient", on: "(recipient, block_number)" },
  { table: "issuer_event", name: "account", on: "(account, block_number)" },
  { table: "bridge_event", name: "link", on: "(link_id) where link_id is not null" },
] as const;

/** Gives the new, empty partitions of one stretch their indexes. @param suffix `<chain id>_<ordinal>` */
export async function createPartitionIndexes(tx: Executor, suffix: string): Promise<void> {
  for (const index of PARTITION_INDEXES) await createIndex(tx, suffix, index);
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
  const suffix = `${chainId}_${ordinal}`;
  for (const index of PARTITION_INDEXES) {
    const isMine = await inTransaction(db, async (tx) => {
      const lock = sql`hashtextextended(${`redflag:index:${suffix}`}, 0)`;
      const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${lock}) as taken`.execute(tx);
      if (rows[0]?.taken !== true) return false;
      await createIndex(tx, suffix, index);
      return true;
    });
    if (!isMine) return false;
  }
  return true;
}

async function createIndex(
  tx: Executor,
  suffix: string,
  { table, name, on }: (typeof PARTITION_INDEXES)[number],
): Promise<void> {
  const part = `${table}_${suffix}`;
  await sql`create index if not exists ${sql.ref(`${part}_${name}`)} on ${sql.table(part)} ${sql.raw(on)}`.execute(tx);
}
