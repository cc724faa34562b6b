import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { findCoverageOf, findFinalizable, findWatermark } from "@redflag/store/coverage-read";
import { cutText, findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { FINAL_LEVELS } from "@redflag/store/final-levels";
import type { Lane } from "@redflag/store/lane";
import { findTip } from "@redflag/store/tip";

/**
 * Blocks that are put in front of a lane are below its final position, so what rests on them is final at once: the ledger
 * must hold them all, the chain must call them final, and the policy must call them checked.
 * @throws Problem `history_dropped`; `past_missing` that names the first missing block, `past_unchecked` that names the first stretch
 */
export async function assertPastIsFinal(
  tx: Executor,
  chain: Chain,
  policy: VerifyPolicy,
  lane: Lane,
  startBlock: number,
): Promise<void> {
  const last = lane.startBlock - 1;
  const cut = await findCut(tx, chain.id);
  if (cut !== undefined && cut.block >= startBlock) throw new Problem("history_dropped", cutText(chain, cut));
  const covered = await findWatermark(tx, chain.id, startBlock, last);
  if (covered < last) {
    throw new Problem("past_missing", `${chain.name} block ${covered + 1}, and the lane begins at ${lane.startBlock}`);
  }
  // Where the lane has called a block final, the chain has, and so all below it: each is the parent of the next.
  const finalizedNumber =
    lane.finalPosition >= lane.startBlock ? last : ((await findTip(tx, chain.id))?.finalizedNumber ?? -1);
  if (finalizedNumber < last) {
    const from = Math.max(startBlock, finalizedNumber + 1);
    throw new Problem("past_unchecked", `${chain.name} blocks ${from} to ${last} are not final on the chain yet`);
  }
  const checked = await findFinalizable(tx, chain.id, startBlock, last, FINAL_LEVELS[policy]);
  if (checked === last) return;
  const stretch = await findCoverageOf(tx, chain.id, checked + 1);
  const to = Math.min(last, stretch?.toBlock ?? last);
  throw new Problem(
    "past_unchecked",
    `${chain.name} blocks ${checked + 1} to ${to} are checked to the level "${stretch?.level}" only, and the policy ` +
      `"${policy}" asks for more`,
  );
}
