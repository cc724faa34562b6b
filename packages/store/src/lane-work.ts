import { sql } from "kysely";
import { findCoverageOf } from "./coverage-read.ts";
import type { Executor } from "./database.ts";

/** What there may be to do on a lane. */
export interface LaneWork {
  /** Blocks above the head position are covered, or the ledger was rewound since. */
  head: boolean;
  /** The chain calls blocks final that the lane does not. */
  final: boolean;
  /** Final blocks are not folded. */
  depth: boolean;
  isStopped: boolean;
}

/**
 * A look, without a lock: a lane is woken for much that it has done already, and each of its steps would take its locks
 * and some queries to see so. What comes after the look wakes the lane again. Undefined without a lane.
 */
export async function findLaneWork(db: Executor, chainId: number): Promise<LaneWork | undefined> {
  const { rows } = await sql<Omit<LaneWork, "head"> & { isRewound: boolean; nextBlock: number }>`
    select
      exists (select from rewind where rewind.chain_id = ${chainId} and rewind.seq > lane.rewind_seq) as "isRewound",
      lane.head_position + 1 as "nextBlock",
      coalesce(tip.finalized_number > lane.final_position, false) and lane.head_position > lane.final_position as final,
      lane.checkpoint_position < lane.final_position as depth,
      lane.stopped_reason is not null as "isStopped"
    from lane left join tip on tip.chain_id = lane.chain_id
    where lane.chain_id = ${chainId}`.execute(db);
  const [lane] = rows;
  if (lane === undefined) return undefined;
  const { isRewound, nextBlock, ...rest } = lane;
  return { head: isRewound || (await findCoverageOf(db, chainId, nextBlock)) !== undefined, ...rest };
}
