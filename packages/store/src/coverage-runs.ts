import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import type { Executor } from "./database.ts";

/** The ledger's stretches without a gap, the newest first. */
export async function listCoverageRuns(db: Executor, chainId: number, limit: number): Promise<BlockSpan[]> {
  const { rows } = await sql<BlockSpan>`
    with marked as (
      select from_block, to_block,
        (from_block is distinct from lag(to_block) over (order by from_block) + 1)::int as begins
      from coverage where chain_id = ${chainId}
    ), numbered as (
      select from_block, to_block, sum(begins) over (order by from_block) as run from marked
    )
    select min(from_block) as from, max(to_block) as to from numbered group by run order by 1 desc limit ${limit}`.execute(
    db,
  );
  return rows;
}
