import assert from "node:assert/strict";
import { armOrThrow } from "@redflag/domain/arm";
import type { Epoch } from "@redflag/domain/epoch";
import { graphSupportS } from "@redflag/domain/graph/group-finding";
import { type Cut, findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import type { Lane } from "@redflag/store/lane";
import { findBlock, findLastBlockBefore } from "@redflag/store/ledger-read";

/** What the ledger still holds of a lane's past. */
export interface KeptPast {
  /** The first block that can be judged again. */
  firstBlock: number;
  /** Up to here a rule with a memory may have counted what was dropped: its findings stand as their alerts have them. */
  unsupportedUpTo: number;
  cut?: Cut;
}

/** @param epochs in force */
export async function findKeptPast(db: Executor, lane: Lane, epochs: readonly Epoch[]): Promise<KeptPast> {
  const cut = await findCut(db, lane.chainId);
  if (cut === undefined || cut.block < lane.startBlock) {
    return { firstBlock: lane.startBlock, unsupportedUpTo: lane.startBlock - 1, ...(cut && { cut }) };
  }
  const firstBlock = cut.block + 1;
  const supported = cut.blockTime + supportReachS(epochs);
  const last = await findLastBlockBefore(db, lane.chainId, { from: firstBlock, to: lane.depthPosition }, supported);
  return { firstBlock, unsupportedUpTo: last, cut };
}

/** Seconds before a transfer within which every rule of these epochs finds what it counts: none names older ones. */
export function supportReachS(epochs: readonly Pick<Epoch, "inputs">[]): number {
  const needed = epochs.flatMap(({ inputs }) => {
    const { depth, graph } = armOrThrow(inputs);
    const seeks = graph !== undefined && graph.rules.length > 0;
    return [
      ...depth.map(({ heuristic, params }) => (heuristic.supportS ?? heuristic.historyS)(params)),
      ...(seeks ? [graphSupportS(graph.params)] : []),
    ];
  });
  return Math.max(0, ...needed);
}

/** Block time of the lane's first block, unix seconds, whether or not the ledger still holds it. */
export async function findStartTime(db: Executor, lane: Lane): Promise<number> {
  const cut = await findCut(db, lane.chainId);
  if (cut?.startTime !== undefined) return cut.startTime;
  const first = await findBlock(db, lane.chainId, lane.startBlock);
  assert(first !== undefined, "the ledger holds a screened lane's first block, or retention has kept its time");
  return first.time;
}
