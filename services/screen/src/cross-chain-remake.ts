import assert from "node:assert/strict";
import type { Chain } from "@redflag/domain/chain";
import { findChainById, getChain } from "@redflag/domain/chain-registry";
import type { Hash } from "@redflag/domain/hex";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { getJudgedBefore, type HopLane, listHopLanes, updateJudgedBefore } from "@redflag/store/hop-lane";
import { deleteLegsFrom, findLastLegClock, resetOutcomes } from "@redflag/store/hop-leg";
import { findLaneForUpdate, type Lane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { findRewindAfter } from "@redflag/store/rewind";
import { AlertLedger, finalizeAlerts } from "./alert-ledger.ts";
import { horizonOf } from "./cross-chain-horizon.ts";
import { judgeNextArrivals } from "./cross-chain-judge.ts";
import { readNextLegs } from "./cross-chain-read.ts";
import type { InputCache } from "./input-cache.ts";
import { type Comparison, RemadeAlerts } from "./remade-alerts.ts";
import { type Repair, repairsOf } from "./repairs.ts";

/** What all lanes together gave when they were judged again across chains. */
export interface RemadeHops {
  arrivals: number;
  alerts: number;
  /** Of these, stored with exactly this content. */
  identical: number;
  /** The rest, and what was stored beside them: put right. */
  repaired: Repair[];
  /** Filed alerts that are not given: they stand as they were filed. */
  annotated: Hash[];
}

/**
 * Reads these chains again for legs, as far as the ledger was kept, judges all arrivals anew with what the epochs in force
 * record, and puts right what differs, all within the caller's transaction, which holds the stage. Every lane is held.
 */
export async function remakeHops(
  tx: Executor,
  inputs: InputCache,
  isReadAgain: (chain: Chain) => boolean,
): Promise<RemadeHops> {
  const lanes = new Map<Chain, Lane>();
  const standings: HopLane[] = [];
  for (const hopLane of await listHopLanes(tx)) {
    const chain = findChainById(hopLane.chainId);
    if (chain === undefined) continue;
    await lockLedger(tx, chain.id, "shared");
    const lane = await findLaneForUpdate(tx, chain.id);
    assert(lane !== undefined, "a lane that was read for legs is there");
    lanes.set(chain, lane);
    standings.push(isReadAgain(chain) ? await readAgain(tx, chain, lane, hopLane) : hopLane);
  }
  await resetOutcomes(tx);
  const upTo = Math.min(await getJudgedBefore(tx), horizonOf(standings));
  const remade = new Map([...lanes.keys()].map((chain) => [chain, RemadeAlerts.acrossChains(chain)]));
  let arrivals = 0;
  for (let from = 0; from < upTo; ) {
    const judged = await judgeNextArrivals(tx, inputs, { from, before: upTo });
    for (const { chain, finding } of judged.findings) remade.get(getChain(chain))?.add([finding]);
    arrivals += judged.arrivals;
    from = judged.judgedBefore;
  }
  await updateJudgedBefore(tx, upTo);
  const report: RemadeHops = { arrivals, alerts: 0, identical: 0, repaired: [], annotated: [] };
  for (const [chain, alerts] of remade) {
    const comparison = await alerts.compare(tx);
    await putRight(tx, chain, lanes.get(chain)?.finalPosition ?? 0, comparison);
    report.alerts += alerts.size;
    report.identical += comparison.identical;
    report.repaired.push(...repairsOf(comparison.differences));
    report.annotated.push(...comparison.annotated);
  }
  return report;
}

/** What stands below retention's cut are copies, and stays. */
async function readAgain(tx: Executor, chain: Chain, lane: Lane, before: HopLane): Promise<HopLane> {
  const cut = await findCut(tx, chain.id);
  const from = Math.max(lane.startBlock, (cut?.block ?? -1) + 1);
  // A past that is screened again is all of it judged with today's inputs, legs before the lane's joining too.
  const isAnew = lane.generation !== before.generation;
  const upTo = isAnew ? lane.finalPosition : Math.min(before.blockNumber, lane.finalPosition);
  await deleteLegsFrom(tx, chain.id, from);
  const rewind = await findRewindAfter(tx, chain.id, before.rewindSeq);
  const { faultText: _, ...rest } = before;
  let hopLane: HopLane = {
    ...rest,
    blockNumber: from - 1,
    // As the last block that was dropped had it: block time never goes back but by an endpoint's word.
    clock: Math.max((await findLastLegClock(tx, chain.id)) ?? 0, cut?.blockTime ?? 0),
    fromClock: isAnew ? 0 : before.fromClock,
    generation: lane.generation,
    rewindSeq: rewind?.seq ?? before.rewindSeq,
    faultCount: 0,
  };
  do hopLane = await readNextLegs(tx, chain, hopLane, upTo);
  while (hopLane.blockNumber < upTo);
  return hopLane;
}

async function putRight(tx: Executor, chain: Chain, finalPosition: number, comparison: Comparison) {
  const alerts = new AlertLedger(tx, chain);
  for (const difference of comparison.differences) await alerts.replace(difference);
  alerts.giveAgainAsTheyAre(comparison.foundAgain);
  await alerts.write();
  await finalizeAlerts(tx, chain, finalPosition);
}
