import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { listMissingRanges } from "./coverage-read.ts";
import type { Executor } from "./database.ts";

/** How far screening of one chain has come. */
export interface ScreenedChain {
  chainId: number;
  /** Every block from one to the other was screened; `to` is before `from` while none was. */
  from: number;
  to: number;
  /** Money of listed addresses is followed up to here: as far as is final and judged with all its memory. */
  followedTo: number;
  /** No reorg that the lane follows reaches down to here. */
  finalTo: number;
  /** Of block `to`; absent where the ledger does not hold it. */
  time?: Date;
  /** The chain's head as it was last seen. */
  head?: number;
  /** What the ledger lacks between there and the head, ascending. */
  gaps: BlockSpan[];
}

/** Each chain that has a lane, by its id. */
export async function listScreenedChains(db: Executor, gapsMax: number): Promise<ScreenedChain[]> {
  const { rows } = await sql<{
    chain_id: number;
    start_block: number;
    head_position: number;
    checkpoint_position: number;
    final_position: number;
    head_number: number | null;
    time: Date | null;
  }>`
    select chain_id, start_block, head_position, checkpoint_position, final_position, head_number,
      (select time from block where block.chain_id = lane.chain_id and number = head_position) as time
    from lane left join tip using (chain_id) order by chain_id`.execute(db);
  return Promise.all(
    rows.map(async (row) => {
      const { chain_id: chainId, start_block: from, head_position: to, head_number: head, time } = row;
      const gaps = head === null ? [] : await listMissingRanges(db, chainId, Math.max(from, to + 1), head);
      return {
        chainId,
        from,
        to,
        followedTo: row.checkpoint_position,
        finalTo: row.final_position,
        ...(time !== null && { time }),
        ...(head !== null && { head }),
        gaps: gaps.slice(0, gapsMax),
      };
    }),
  );
}
