import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

/** What the ledger covers of a chain and still holds, and was asked with another log filter than this one. */
export interface OutdatedCoverage {
  blockCount: number;
  /** How many of these are from before it was recorded what was asked. */
  unrecordedBlockCount: number;
  /** Its stretches, the newest first, as many as were asked for. */
  spans: BlockSpan[];
}

/**
 * @param filter digest of the log filter that is asked today
 * @returns undefined where every covered block was asked with it
 */
export async function findOutdatedCoverage(
  db: Executor,
  chainId: number,
  filter: Hash,
  spansMax: number,
): Promise<OutdatedCoverage | undefined> {
  const { rows } = await sql<{ from: number; to: number; block_count: number; unrecorded_count: number }>`
    with marked as (
      select from_block, to_block, to_block - from_block + 1 as length, filter is null as is_unrecorded,
        (from_block is distinct from lag(to_block) over (order by from_block) + 1)::int as begins
      from coverage where chain_id = ${chainId} and filter is distinct from ${bytesOf(filter)}
        and from_block > coalesce((select block from cut where chain_id = ${chainId}), -1)
    ), numbered as (
      select *, sum(begins) over (order by from_block) as run from marked
    ), runs as (
      select min(from_block) as from_block, max(to_block) as to_block, sum(length) as block_count,
        coalesce(sum(length) filter (where is_unrecorded), 0) as unrecorded_count
      from numbered group by run
    )
    select from_block as from, to_block as to,
      (sum(block_count) over ())::bigint as block_count, (sum(unrecorded_count) over ())::bigint as unrecorded_count
    from runs order by from_block desc limit ${spansMax}`.execute(db);
  const [newest] = rows;
  return (
    newest && {
      blockCount: newest.block_count,
      unrecordedBlockCount: newest.unrecorded_count,
      spans: rows.map(({ from, to }) => ({ from, to })),
    }
  );
}
