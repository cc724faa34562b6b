import { Problem } from "@redflag/domain/problem";
import type { Block } from "@redflag/domain/transfer";
import { findWatermark } from "@redflag/store/coverage-read";
import type { Lane } from "@redflag/store/lane";
import { dropBeforeLane } from "@redflag/store/ledger-drop";
import { findBlock } from "@redflag/store/ledger-read";
import type { IngestDeps } from "./ingest-deps.ts";

/**
 * The chain and the ledger differ over a block from before the lane, where no reorg reaches. If the ledger holds every block
 * from there up to the lane, the lane's own blocks vouch for it, and whoever says otherwise is wrong. If not, one of two
 * answers was false and nothing tells which: what the ledger holds of it is dropped and read again.
 * @returns whether something was dropped
 * @throws Problem `answer_inconsistent`; `history_foreign` when the chain differs over the lane's first block, too
 */
export async function settleBeforeLane(
  deps: IngestDeps,
  lane: Lane,
  theirs: Block,
  signal?: AbortSignal,
): Promise<boolean> {
  const { db, chain, source, logger } = deps;
  const held = await findBlock(db.kysely, chain.id, theirs.number);
  if (held === undefined) return false;
  const end = await findWatermark(db.kysely, chain.id, held.number, lane.startBlock);
  if (end < lane.startBlock) {
    const isDropped = await dropBeforeLane(db, chain, held, end);
    if (isDropped)
      logger.warn({
        msg: "dropped blocks that the chain has others for",
        chain: chain.name,
        from: held.number,
        to: end,
      });
    return isDropped;
  }
  const first = await findBlock(db.kysely, chain.id, lane.startBlock);
  const theirFirst = await source.getBlock(lane.startBlock, signal);
  const fact = `block ${held.number} is ${held.hash} in the ledger and ${theirs.hash} at the endpoint`;
  const code = first?.hash === theirFirst.hash ? "answer_inconsistent" : "history_foreign";
  throw new Problem(code, `${chain.name}: ${fact}`);
}
