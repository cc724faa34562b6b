import type { Chain } from "@redflag/domain/chain";
import type { ToldFinding } from "@redflag/domain/finding-for-exchanges";
import { Problem } from "@redflag/domain/problem";
import type { Database, Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { findLaneForUpdate, type Lane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { resetMemory } from "@redflag/store/memory";
import { findRewindAfter } from "@redflag/store/rewind";
import { insertScreeningGaps } from "@redflag/store/screening-gap";
import { inTransaction, takingBack } from "@redflag/store/transaction";
import { addWithheld } from "@redflag/store/withheld";
import type { InputCache } from "./input-cache.ts";
import { findKeptPast, type KeptPast } from "./kept-past.ts";
import { RemadeAlerts } from "./remade-alerts.ts";
import { replayDepth, replayHead } from "./replay-lane.ts";
import { screenDepth } from "./screen-depth.ts";
import { screenHead } from "./screen-head.ts";

/** What a lane's past gave when it was judged again. */
export interface RemadeLane {
  blocks: number;
  transfers: number;
  alerts: RemadeAlerts;
  /** What exchanges would be told of it, in ledger order; grows as the alerts do. */
  told: ToldFinding[];
  /** How much of it could be judged again. */
  past: KeptPast;
  /** Where the profiles stand now. */
  checkpointPosition: number;
}

/**
 * Lets the lane come to where its past is all that it said, and runs `work` on it in one transaction, with the lane's row
 * held: what the lane has not yet taken back, or not yet judged of what is final, would look wrong.
 * @throws Problem `lane_missing`; `lane_stopped` when it stands still, or what stopped it stops it again
 */
export async function withSettledLane<T>(
  db: Database,
  inputs: InputCache,
  chain: Chain,
  work: (tx: Executor, lane: Lane) => Promise<T>,
): Promise<T> {
  for (;;) {
    await screenAll(db, inputs, chain);
    const done = await inTransaction(db, async (tx) => {
      await lockLedger(tx, chain.id, "shared");
      const lane = await findLaneForUpdate(tx, chain.id);
      if (lane === undefined) throw new Problem("lane_missing", chain.name);
      if (lane.stopped !== undefined) throw new Problem("lane_stopped", `${chain.name}: ${lane.stopped.reason}`);
      if ((await findRewindAfter(tx, chain.id, lane.rewindSeq)) !== undefined) return "rewind pending";
      return { result: await work(tx, lane) };
    });
    if (done !== "rewind pending") return done.result;
  }
}

async function screenAll(db: Database, inputs: InputCache, chain: Chain): Promise<void> {
  for (;;) {
    const step = await screenHead({ db, inputs }, chain);
    if (step.kind === "stopped") throw new Problem("lane_stopped", `${chain.name}: ${step.reason}`);
    if (step.kind === "idle") break;
  }
  while ((await screenDepth({ db, inputs }, chain)).blocks > 0);
}

/**
 * Judges a lane's past again with the epochs in force, as far as the ledger was kept, and folds its profiles anew; writes
 * no alert. What retention has dropped stands as the alerts' own copies and the stored profiles have it. The caller commits
 * the lane with the new checkpoint.
 */
export async function remakeLane(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  onProgress: (blocks: number) => void,
): Promise<RemadeLane> {
  const past = await findKeptPast(tx, lane, await listEpochs(tx, lane));
  const alerts = await RemadeAlerts.atCut(tx, chain, past);
  const told: ToldFinding[] = [];
  let blocks = 0;
  let transfers = 0;
  for await (const batch of replayHead(tx, inputs, chain, lane, past.firstBlock)) {
    alerts.add(batch.findings);
    for (const finding of batch.told) told.push(finding);
    blocks += batch.blocks;
    transfers += batch.transfers;
    onProgress(blocks);
  }
  const checkpointPosition = await remakeDepth(tx, inputs, chain, lane, past, alerts);
  return { blocks, transfers, alerts, told, past, checkpointPosition };
}

/**
 * Judges at depth again what the lane has judged there, and folds the profiles anew up to what of it is final: a lane that
 * was set back stands by findings above, which its profiles may not hold yet. Returns the new checkpoint.
 */
async function remakeDepth(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  { unsupportedUpTo }: KeptPast,
  alerts: RemadeAlerts,
): Promise<number> {
  const checkpoint = Math.min(lane.depthPosition, lane.finalPosition);
  const from = (await resetMemory(tx, lane)) + 1;
  const stretch = { saidUpTo: unsupportedUpTo, table: "profile" } as const;
  const settled = { ...stretch, from, to: checkpoint };
  for await (const { findings, withheld, gaps } of replayDepth(tx, inputs, chain, lane, settled)) {
    alerts.add(findings);
    await addWithheld(tx, chain.id, withheld);
    await insertScreeningGaps(tx, chain.id, gaps);
  }
  const above = { ...stretch, from: checkpoint + 1, to: lane.depthPosition };
  const unsettled = await takingBack(tx, () => Array.fromAsync(replayDepth(tx, inputs, chain, lane, above)));
  for (const { findings } of unsettled) alerts.add(findings);
  return checkpoint;
}
