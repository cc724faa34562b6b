import assert from "node:assert/strict";
import type { Chain } from "@redflag/domain/chain";
import { lastBlockOfEpoch } from "@redflag/domain/epoch";
import { type StepEnd, traceStep } from "@redflag/runtime/tracing/trace-step";
import type { Executor } from "@redflag/store/database";
import { findLaneForUpdate, updateLane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { insertScreeningGaps } from "@redflag/store/screening-gap";
import { inTransaction } from "@redflag/store/transaction";
import { findEndWithin } from "@redflag/store/transfer-read";
import { addWithheld } from "@redflag/store/withheld";
import { AlertLedger, finalizeAlerts } from "./alert-ledger.ts";
import { foldStretch, TRANSFERS_PER_STRETCH_MAX } from "./fold-stretch.ts";
import { recordShadow } from "./record-shadow.ts";
import type { ScreenDeps } from "./screen-head.ts";

/** Blocks folded by one transaction at most. */
const BLOCKS_PER_CHECKPOINT_MAX = 1_000;

export interface DepthStep {
  blocks: number;
  events: number;
}

/**
 * One step of the lane at depth, one transaction: folds final transfers into the profiles of the addresses they touched,
 * judges them by the rules with a memory, and commits profiles, checkpoint, findings and the depth position together.
 * Profiles, counts of what could not be judged, and gaps are as of the checkpoint. After it was set back they grow anew,
 * and findings up to the depth position, which are committed, are not said again.
 */
export function screenDepth(deps: ScreenDeps, chain: Chain): Promise<DepthStep> {
  return traceStep("depth", (phase, tell) =>
    inTransaction(deps.db, (tx) => stepDepth(tx, deps, chain, { phase, tell })),
  );
}

async function stepDepth(
  tx: Executor,
  { inputs, stretchTransfersMax = TRANSFERS_PER_STRETCH_MAX }: ScreenDeps,
  chain: Chain,
  { phase, tell }: { phase: (name: string) => void; tell: (end: StepEnd) => void },
): Promise<DepthStep> {
  // Shared: no mend may replace a block between our reading it and our commit.
  await lockLedger(tx, chain.id, "shared");
  const lane = await findLaneForUpdate(tx, chain.id);
  if (lane === undefined || lane.stopped !== undefined || lane.checkpointPosition >= lane.finalPosition) {
    return { blocks: 0, events: 0 };
  }
  const from = lane.checkpointPosition + 1;
  const epochs = await inputs.epochs.placesOf(tx, lane);
  const epoch = await inputs.epochs.findAt(tx, lane, epochs, from);
  assert(epoch !== undefined, "every screened block has an epoch");
  const last = lastBlockOfEpoch(epochs, from, Math.min(lane.finalPosition, from + BLOCKS_PER_CHECKPOINT_MAX - 1));
  const to = await findEndWithin(tx, chain.id, { from, to: last }, stretchTransfersMax);
  const stretch = { from, to, epoch, saidUpTo: lane.depthPosition, table: "profile", withShadow: true } as const;
  phase("fold and judge");
  const { findings, withheld, gaps, shadow } = await foldStretch(tx, inputs, chain, lane, stretch);

  phase("commit");
  const found = new AlertLedger(tx, chain);
  await found.append(findings);
  // What stands on final blocks is final as soon as it is said.
  await found.write();
  const said = [...found.said, ...(findings.length > 0 ? await finalizeAlerts(tx, chain, to) : [])];
  await addWithheld(tx, chain.id, withheld);
  await insertScreeningGaps(tx, chain.id, gaps);
  await recordShadow(tx, chain, epoch, lane.depthPosition, shadow);
  await updateLane(tx, { ...lane, checkpointPosition: to, depthPosition: Math.max(lane.depthPosition, to) });
  tell({ blocks: { chain: chain.caip2, from, to }, said, facts: { events: said.length } });
  return { blocks: to - from + 1, events: said.length };
}
