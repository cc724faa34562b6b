import { sql } from "kysely";
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
 * One look, without a lock: a lane is woken for much that it has done already, and each of its steps would take its locks
 * and some queries to see so. What comes after the look wakes the lane again. Undefined without a lane.
 */
export async function findLaneWork(db: Executor, chainId: number): Promise<LaneWork | undefined> {
  const { rows } = await sql<LaneWork>`
    select
      exists (select from rewind where rewind.chain_id = lane.chain_id and rewind.seq > lane.rewind_seq)
      or exists (
        select from coverage
        where coverage.chain_id = lane.chain_id and lane.head_position + 1 between from_block and to_block
      ) as head,
      coalesce(tip.finalized_number > lane.final_position, false) and lane.head_position > lane.final_position as final,
      lane.checkpoint_position < lane.final_position as depth,
      lane.stopped_reason is not null as "isStopped"
    from lane left join tip on tip.chain_id = lane.chain_id
    where lane.chain_id = ${chainId}`.execute(db);
  return rows[0];
}
