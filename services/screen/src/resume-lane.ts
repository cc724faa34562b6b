import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { unfinalizeEvidenceAbove } from "@redflag/store/alert-write";
import { cutText, findCut } from "@redflag/store/cut";
import type { Database } from "@redflag/store/database";
import { findLaneForUpdate, updateLane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { resetMemory } from "@redflag/store/memory";
import { lowerTipFinality } from "@redflag/store/tip";
import { inTransaction } from "@redflag/store/transaction";
import { unfinalizeWatchAlertsAbove } from "@redflag/store/watch-alert-write";

/**
 * Sets a stopped lane going again, at an operator's word: what lies above the fork is not final after all, so that ingest
 * may replace it and the lane take it back. Profiles cannot be folded backwards and begin anew, at the cut where retention made one.
 * @returns whether it had stopped
 * @throws Problem `lane_missing`; `history_dropped` where the chain was rewritten below what retention kept
 */
export async function resumeLane(db: Database, chain: Chain): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await lockLedger(tx, chain.id, "exclusive");
    const lane = await findLaneForUpdate(tx, chain.id);
    if (lane === undefined) throw new Problem("lane_missing", chain.name);
    if (lane.stopped === undefined) return false;
    const { stopped, ...rest } = lane;
    const checkpointPosition = await resetMemory(tx, lane);
    const cut = await findCut(tx, chain.id);
    if (cut !== undefined && stopped.forkBlock < cut.block) {
      throw new Problem("history_dropped", `${stopped.reason}, and ${cutText(chain, cut)}`);
    }
    const finalPosition = Math.max(checkpointPosition, Math.min(lane.finalPosition, stopped.forkBlock));
    await unfinalizeEvidenceAbove(tx, chain.id, finalPosition);
    await unfinalizeWatchAlertsAbove(tx, chain.id, finalPosition);
    await lowerTipFinality(tx, chain.id, Math.max(0, finalPosition));
    await updateLane(tx, { ...rest, finalPosition, checkpointPosition });
    return true;
  });
}
