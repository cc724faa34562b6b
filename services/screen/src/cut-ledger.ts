import assert from "node:assert/strict";
import { listBridgeContracts } from "@redflag/domain/bridge-registry";
import type { Chain } from "@redflag/domain/chain";
import type { WithheldCount } from "@redflag/domain/withheld-counts";
import { takeAdvisoryLock } from "@redflag/store/advisory-lock";
import type { BlockSpan } from "@redflag/store/block-span";
import { findCut, upsertCut } from "@redflag/store/cut";
import type { Database, Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { keepFreezes } from "@redflag/store/freeze-read";
import { findHopLane } from "@redflag/store/hop-lane";
import { findLane, findLaneForUpdate, type Lane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { findBlock, findTopBlockWithin } from "@redflag/store/ledger-read";
import { dropPartition, listPartitions } from "@redflag/store/partition-drop";
import { findRewindAfter } from "@redflag/store/rewind";
import { inTransaction } from "@redflag/store/transaction";
import { countUp, cutWithheld } from "@redflag/store/withheld";
import type { InputCache } from "./input-cache.ts";
import { findStartTime, supportReachS } from "./kept-past.ts";
import { replayDepth } from "./replay-lane.ts";
import { todaysInputs } from "./todays-inputs.ts";

export interface CutOptions {
  /** Unix seconds of block time: what is older may go. */
  before: number;
  /** Unix seconds, for the record. */
  now: number;
  /** Says what would be dropped, and drops nothing. */
  isDryRun?: boolean;
}

/** What was dropped, or would be. */
export interface CutReport {
  isDryRun: boolean;
  /** Block numbers, ascending: partitions as the ledger keeps them, which may begin before its first block. */
  dropped: BlockSpan[];
  /** The oldest partition that stays and why; absent where the ledger holds none. */
  kept?: BlockSpan & { reason: KeptReason };
}

export type KeptReason =
  /** Not all of it is older than what was asked for. */
  | "young"
  /** The lane has yet to judge all of it as final, or the stage over all lanes has yet to read it. */
  | "unsettled"
  /** Rules with a memory, where they stand, may still count what is in it. */
  | "remembered";

/**
 * Drops the ledger's partitions of a chain that are wholly older than a block time and that screening has done with. Each
 * goes in one transaction, which first folds it into the profiles as of the cut: a rebuild begins there, and gives every
 * alert as before. Coverage and alerts stay. The lane goes on meanwhile, but for the moment of the drop.
 * @throws Problem `heuristic_missing` when this program cannot replay what it would drop; `ledger_in_use`
 */
export async function cutLedger(
  db: Database,
  inputs: InputCache,
  chain: Chain,
  { before, now, isDryRun = false }: CutOptions,
  signal?: AbortSignal,
): Promise<CutReport> {
  const dropped: BlockSpan[] = [];
  for (const partition of await listPartitions(db.kysely, chain)) {
    if (signal?.aborted === true) break;
    // Made for blocks that never came: nothing to drop, and nothing to keep the others for.
    if ((await findTopBlockWithin(db.kysely, chain.id, partition)) === undefined) continue;
    const reason = await findReasonToKeep(db.kysely, chain, partition, before);
    if (reason !== undefined) return { isDryRun, dropped, kept: { ...partition, reason } };
    if (!isDryRun && !(await cutPartition(db, inputs, chain, partition, { before, now }))) break;
    dropped.push(partition);
  }
  return { isDryRun, dropped };
}

async function findReasonToKeep(
  db: Executor,
  chain: Chain,
  partition: BlockSpan,
  before: number,
): Promise<KeptReason | undefined> {
  const lane = await findLane(db, chain.id);
  if (lane === undefined || lane.stopped !== undefined) return "unsettled";
  const last = await findTopBlockWithin(db, chain.id, partition);
  if (last === undefined) return "unsettled";
  if (last.time >= before) return "young";
  if (partition.to > Math.min(lane.finalPosition, lane.checkpointPosition, lane.depthPosition)) return "unsettled";
  if (partition.to >= lane.startBlock && !(await isReadForLegs(db, chain, partition.to))) return "unsettled";
  const standing = await findBlock(db, chain.id, lane.depthPosition);
  const reachS = supportReachS([...(await listEpochs(db, lane)), { inputs: await todaysInputs(db) }]);
  if (partition.to >= lane.startBlock && (standing === undefined || standing.time - last.time < reachS)) {
    return "remembered";
  }
  return undefined;
}

/** Of a chain on which bridges are known: what they say is kept up to this block, and can be judged across chains without it. */
async function isReadForLegs(db: Executor, chain: Chain, block: number): Promise<boolean> {
  if (listBridgeContracts(chain.name).length === 0) return true;
  const hopLane = await findHopLane(db, chain.id);
  return hopLane !== undefined && hopLane.blockNumber >= block;
}

/** @returns false when the lane was set back or began anew meanwhile: nothing was done, and another time will do */
async function cutPartition(
  db: Database,
  inputs: InputCache,
  chain: Chain,
  partition: BlockSpan,
  { before, now }: { before: number; now: number },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    // One cut at a time. The long work comes before any other lock: what it reads is final and stays as it is, unless an
    // operator sets the lane back, which is looked for at the end.
    await takeAdvisoryLock(tx, `cut:${chain.id}`, "exclusive");
    const lane = await findLane(tx, chain.id);
    if (lane === undefined || (await findReasonToKeep(tx, chain, partition, before)) !== undefined) return false;
    const rewinds = await findRewindAfter(tx, chain.id, 0);
    const startTime = partition.to < lane.startBlock ? undefined : await findStartTime(tx, lane);
    const last = await findTopBlockWithin(tx, chain.id, partition);
    assert(last !== undefined, "a partition that may be dropped holds a block");
    const withheld = await foldIntoCut(tx, inputs, chain, lane, partition);

    await lockLedger(tx, chain.id, "exclusive");
    const held = await findLaneForUpdate(tx, chain.id);
    const isSame = held?.generation === lane.generation && held.startBlock === lane.startBlock;
    const turned = await findRewindAfter(tx, chain.id, rewinds?.seq ?? 0);
    if (!isSame || (turned !== undefined && turned.forkBlock < partition.to)) throw new LaneMoved();
    if ((await findReasonToKeep(tx, chain, partition, before)) !== undefined) throw new LaneMoved();
    await cutWithheld(tx, chain.id, withheld.values());
    await upsertCut(tx, chain.id, {
      block: partition.to,
      blockTime: last.time,
      ...(startTime !== undefined && { startTime }),
      cutAt: now,
    });
    await keepFreezes(tx, chain.id, partition.from, partition.to);
    await dropPartition(tx, chain, partition);
    return true;
  })
    .catch((error: unknown) => {
      if (error instanceof LaneMoved) return false;
      throw error;
    })
    .finally(() => inputs.graphs.forget(chain.id, "cut_graph_state"));
}

/** Thrown to roll back. */
class LaneMoved extends Error {}

/**
 * Makes the stored profiles those as of the partition's end, from those as of the cut before it or from the lane's start.
 * @returns how often rules withheld their word in between
 */
async function foldIntoCut(tx: Executor, inputs: InputCache, chain: Chain, lane: Lane, { to }: BlockSpan) {
  const cut = await findCut(tx, chain.id);
  const from = Math.max(lane.startBlock, (cut?.block ?? -1) + 1);
  const stretch = { from, to, saidUpTo: to, table: "cut_profile" } as const;
  const counts = new Map<string, WithheldCount>();
  for await (const { withheld } of replayDepth(tx, inputs, chain, lane, stretch)) countUp(withheld, counts);
  return counts;
}
