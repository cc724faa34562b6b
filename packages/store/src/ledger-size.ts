import type { Chain } from "@redflag/domain/chain";
import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import type { Executor } from "./database.ts";
import { PARTITIONED_TABLES } from "./partition.ts";
import { textArray } from "./sql-array.ts";

/** Coverage stays when retention drops a partition. */
const DROPPED_TABLES = PARTITIONED_TABLES.filter((table) => table !== "coverage");

/** Bytes on disk, indexes too, of what retention would drop of these partitions of a chain. */
export async function sumPartitionBytes(db: Executor, chain: Chain, spans: readonly BlockSpan[]): Promise<number> {
  const names = spans.flatMap(({ from }) =>
    DROPPED_TABLES.map((table) => `${table}_${chain.id}_${from / chain.partitionBlocks}`),
  );
  if (names.length === 0) return 0;
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(pg_total_relation_size(to_regclass(name))), 0)::bigint as bytes
    from unnest(${textArray(names)}::text[]) as name`.execute(db);
  return rows[0]?.bytes ?? 0;
}
