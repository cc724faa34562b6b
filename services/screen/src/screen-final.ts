import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { type StepEnd, traceStep } from "@redflag/runtime/tracing/trace-step";
import { findFinalizable } from "@redflag/store/coverage-read";
import type { Database, Executor } from "@redflag/store/database";
import { FINAL_LEVELS } from "@redflag/store/final-levels";
import { findLaneForUpdate, updateLane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { findRewindAfter } from "@redflag/store/rewind";
import { findTip } from "@redflag/store/tip";
import { inTransaction } from "@redflag/store/transaction";
import { finalizeWatchAlertsUpTo } from "@redflag/store/watch-alert-write";
import { finalizeAlerts } from "./alert-ledger.ts";
import { finalizeTold } from "./tell-exchanges.ts";

/**
 * Moves the lane's final position up to what the chain calls final and the policy calls checked, and makes the evidence
 * there final. One transaction. Returns how many blocks it moved.
 */
export async function screenFinal(db: Database, chain: Chain, policy: VerifyPolicy): Promise<number> {
  return traceStep("finalize", (_, tell) => inTransaction(db, (tx) => stepFinal(tx, chain, policy, tell)));
}

async function stepFinal(
  tx: Executor,
  chain: Chain,
  policy: VerifyPolicy,
  tell: (end: StepEnd) => void,
): Promise<number> {
  await lockLedger(tx, chain.id, "shared");
  const lane = await findLaneForUpdate(tx, chain.id);
  const tip = await findTip(tx, chain.id);
  if (lane === undefined || lane.stopped !== undefined || tip === undefined) return 0;
  // A rewind that the head has not followed yet: what stands there may be about to go.
  if ((await findRewindAfter(tx, chain.id, lane.rewindSeq)) !== undefined) return 0;

  const upTo = Math.min(lane.headPosition, tip.finalizedNumber);
  if (upTo <= lane.finalPosition) return 0;
  const finalPosition = await findFinalizable(tx, chain.id, lane.finalPosition + 1, upTo, FINAL_LEVELS[policy]);
  if (finalPosition <= lane.finalPosition) return 0;

  const said = await finalizeAlerts(tx, chain, finalPosition);
  await finalizeWatchAlertsUpTo(tx, chain.id, finalPosition);
  said.push(...(await finalizeTold(tx, chain, finalPosition)));
  await updateLane(tx, { ...lane, finalPosition });
  const blocks = { chain: chain.caip2, from: lane.finalPosition + 1, to: finalPosition };
  tell({ blocks, said, facts: { events: said.length } });
  return finalPosition - lane.finalPosition;
}
