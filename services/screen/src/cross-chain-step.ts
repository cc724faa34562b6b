import { listBridgeContracts } from "@redflag/domain/bridge-registry";
import type { Chain } from "@redflag/domain/chain";
import { findChainById, getChain } from "@redflag/domain/chain-registry";
import { CLOCK_SKEW_S } from "@redflag/domain/cross-chain/hop-book";
import type { JudgedLegs } from "@redflag/domain/cross-chain/judge-legs";
import { takeAdvisoryLock, tryAdvisoryLock } from "@redflag/store/advisory-lock";
import { type Cut, findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import {
  getJudgedBefore,
  type HopLane,
  listHopLanes,
  updateJudgedBefore,
  upsertHopLane,
} from "@redflag/store/hop-lane";
import { findLane, findLaneForUpdate, type Lane, listLanes } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { findRewindAfter } from "@redflag/store/rewind";
import { inTransaction } from "@redflag/store/transaction";
import { AlertLedger, finalizeAlerts } from "./alert-ledger.ts";
import { horizonOf } from "./cross-chain-horizon.ts";
import { judgeNextArrivals } from "./cross-chain-judge.ts";
import { readNextLegs } from "./cross-chain-read.ts";
import { type RemadeHops, remakeHops } from "./cross-chain-remake.ts";
import type { ScreenDeps } from "./screen-head.ts";

export type CrossChainStep =
  | { kind: "idle" }
  /** A lane moved meanwhile: nothing was written, it is to be tried again. */
  | { kind: "overtaken" }
  | { kind: "read"; chain: Chain; toBlock: number }
  | { kind: "judged"; arrivals: number; events: number }
  /** A lane was set back or screened again: what rested on it was made again. */
  | { kind: "remade"; remade: RemadeHops };

/** A lane of a chain on which bridges are known, and how far it is read for what they say. */
interface BridgedLane {
  chain: Chain;
  lane: Lane;
  hopLane: HopLane;
}

class Overtaken extends Error {}

/**
 * One step of the stage over all lanes, one transaction: reads final blocks of one lane for legs; once all are read, judges
 * the next arrivals below the slowest lane's clock, in the order (clock, chain, block, log), and commits what it made of
 * them, alerts, events and position together. Other lanes than this process follows take part, too.
 */
async function stepCrossChain({ db, inputs }: ScreenDeps): Promise<CrossChainStep> {
  const step = async (tx: Executor): Promise<CrossChainStep> => {
    if (!(await tryAdvisoryLock(tx, "cross-chain"))) return { kind: "idle" };
    const judgedBefore = await getJudgedBefore(tx);
    const bridged = await listBridgedLanes(tx, judgedBefore);
    const misread = new Set<Chain>();
    for (const one of bridged) if (await isMisread(tx, one)) misread.add(one.chain);
    if (misread.size > 0) return { kind: "remade", remade: await remakeHops(tx, inputs, (c) => misread.has(c)) };
    for (const { chain, lane, hopLane } of bridged) {
      if (lane.stopped === undefined && hopLane.blockNumber < lane.finalPosition) {
        return { kind: "read", chain, toBlock: await readFinal(tx, chain, hopLane) };
      }
    }
    const before = horizonOf(bridged.map(({ hopLane }) => hopLane));
    if (before <= judgedBefore) return { kind: "idle" };
    const judged = await judgeNextArrivals(tx, inputs, { from: judgedBefore, before });
    const events = await tellFindings(tx, judged.findings);
    await updateJudgedBefore(tx, judged.judgedBefore);
    return { kind: "judged", arrivals: judged.arrivals, events };
  };
  try {
    // Lanes where nothing arrived are not held, and may want the same proofs in an order of their own.
    return await inTransaction(db, step, { attemptsMax: 3 });
  } catch (error) {
    if (error instanceof Overtaken) return { kind: "overtaken" };
    throw error;
  }
}

/** Runs the stage until there is nothing more to do. @param signal stops between steps */
export async function screenCrossChain(
  deps: ScreenDeps,
  onStep: (step: CrossChainStep) => void = () => {},
  signal?: AbortSignal,
): Promise<void> {
  while (signal?.aborted !== true) {
    const step = await stepCrossChain(deps);
    onStep(step);
    if (step.kind === "idle" || step.kind === "overtaken") return;
  }
}

/** Judges all that the stage has judged again, from the ledgers as far as they were kept, and puts right what differs. */
export async function rebuildCrossChain({ db, inputs }: ScreenDeps): Promise<RemadeHops> {
  return inTransaction(db, async (tx) => {
    await takeAdvisoryLock(tx, "cross-chain", "exclusive");
    return remakeHops(tx, inputs, () => true);
  });
}

/** By chain id. One that is new is read from its start; what stands before what is judged already is left out. */
async function listBridgedLanes(tx: Executor, judgedBefore: number): Promise<BridgedLane[]> {
  const known = new Map((await listHopLanes(tx)).map((hopLane) => [hopLane.chainId, hopLane]));
  const bridged: BridgedLane[] = [];
  for (const lane of await listLanes(tx)) {
    const chain = findChainById(lane.chainId);
    if (chain === undefined || listBridgeContracts(chain.name).length === 0) continue;
    const hopLane = known.get(chain.id) ?? openingOf(lane, judgedBefore, await findCut(tx, chain.id));
    if (!known.has(chain.id)) await upsertHopLane(tx, hopLane);
    bridged.push({ chain, lane, hopLane });
  }
  return bridged;
}

function openingOf(lane: Lane, judgedBefore: number, cut: Cut | undefined): HopLane {
  const { chainId, startBlock, generation, rewindSeq } = lane;
  return {
    chainId,
    blockNumber: Math.max(startBlock - 1, cut?.block ?? -1),
    clock: 0,
    fromClock: judgedBefore === 0 ? 0 : judgedBefore + CLOCK_SKEW_S,
    generation,
    rewindSeq,
    faultCount: 0,
  };
}

/** What was read of a lane is not what holds: it was screened again, or set back by an operator's word. */
async function isMisread(tx: Executor, { chain, lane, hopLane }: BridgedLane): Promise<boolean> {
  if (lane.generation !== hopLane.generation) return true;
  if (hopLane.blockNumber > lane.finalPosition) return true;
  const rewind = await findRewindAfter(tx, chain.id, hopLane.rewindSeq);
  return rewind !== undefined && rewind.forkBlock < hopLane.blockNumber;
}

async function readFinal(tx: Executor, chain: Chain, hopLane: HopLane): Promise<number> {
  await lockLedger(tx, chain.id, "shared");
  const lane = await findLane(tx, chain.id);
  if (lane === undefined || lane.generation !== hopLane.generation) throw new Overtaken();
  if (lane.finalPosition <= hopLane.blockNumber) throw new Overtaken();
  const rewind = await findRewindAfter(tx, chain.id, hopLane.rewindSeq);
  if (rewind !== undefined && rewind.forkBlock < hopLane.blockNumber) throw new Overtaken();
  // A rewind above what was read is in the ledger that is read now, and no later step need mind it.
  const before = rewind === undefined ? hopLane : { ...hopLane, rewindSeq: rewind.seq };
  const after = await readNextLegs(tx, chain, before, lane.finalPosition);
  return after.blockNumber;
}

/** Adds them to the alerts of the chains where the money arrived. Returns the number of events. */
async function tellFindings(tx: Executor, findings: JudgedLegs["findings"]): Promise<number> {
  const told = [...Map.groupBy(findings, ({ chain }) => chain)]
    .map(([name, own]) => ({
      chain: getChain(name),
      own: own.map(({ finding }) => finding),
      last: Math.max(...own.map(({ finding }) => finding.block.number)),
    }))
    .sort((a, b) => a.chain.id - b.chain.id);
  // All of them before anything is written: evidence of one lane wants proof of payments of the others, as their own does.
  for (const { chain, last } of told) {
    await lockLedger(tx, chain.id, "shared");
    const lane = await findLaneForUpdate(tx, chain.id);
    if (lane === undefined || lane.finalPosition < last) throw new Overtaken();
  }
  let events = 0;
  for (const { chain, own, last } of told) {
    const alerts = new AlertLedger(tx, chain);
    await alerts.append(own);
    // What stands on final blocks is final as soon as it is said.
    events += (await alerts.write()) + (await finalizeAlerts(tx, chain, last)).length;
  }
  return events;
}
