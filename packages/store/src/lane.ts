import type { Hash } from "@redflag/domain/hex";
import { type Selectable, sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";

/** Where screening of one chain stands. Positions are block numbers, all inclusive: "done up to and with". */
export interface Lane {
  chainId: number;
  startBlock: number;
  /** Findings at the head are committed up to here. */
  headPosition: number;
  headHash?: Hash;
  /** Folded at screening depth up to here: evidence is final. */
  finalPosition: number;
  /** Profiles are as of here. */
  checkpointPosition: number;
  /** Findings of rules with a memory are committed up to here; never below the checkpoint. */
  depthPosition: number;
  rewindSeq: number;
  /** Counted from 1: how often the past was begun anew. Epochs of this one are in force. */
  generation: number;
  /** Set while the lane stands still: why, and the last block that ledger and chain still share. */
  stopped?: { reason: string; forkBlock: number };
}

/** Opens the lane before its first block, unless it is open. */
export async function insertLane(db: Executor, chainId: number, startBlock: number): Promise<void> {
  const before = startBlock - 1;
  await db
    .insertInto("lane")
    .values({
      chain_id: chainId,
      start_block: startBlock,
      head_position: before,
      final_position: before,
      checkpoint_position: before,
      depth_position: before,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findLane(db: Executor, chainId: number): Promise<Lane | undefined> {
  const row = await db.selectFrom("lane").selectAll().where("chain_id", "=", chainId).executeTakeFirst();
  return row && laneOf(row);
}

export async function listLanes(db: Executor): Promise<Lane[]> {
  const rows = await db.selectFrom("lane").selectAll().orderBy("chain_id").execute();
  return rows.map(laneOf);
}

/**
 * Reads the lane and holds its row until the transaction ends: the fence between two workers of one lane. They are let in
 * as they came, which a row's lock does not promise: of two that wait while the row changes, either may come first.
 */
export async function findLaneForUpdate(tx: Executor, chainId: number): Promise<Lane | undefined> {
  await takeAdvisoryLock(tx, `lane:${chainId}`, "exclusive");
  const row = await tx.selectFrom("lane").selectAll().where("chain_id", "=", chainId).forUpdate().executeTakeFirst();
  return row && laneOf(row);
}

export async function updateLane(tx: Executor, lane: Lane): Promise<void> {
  await tx
    .updateTable("lane")
    .set({
      start_block: lane.startBlock,
      head_position: lane.headPosition,
      head_hash: lane.headHash === undefined ? null : bytesOf(lane.headHash),
      final_position: lane.finalPosition,
      checkpoint_position: lane.checkpointPosition,
      depth_position: lane.depthPosition,
      rewind_seq: lane.rewindSeq,
      generation: lane.generation,
      stopped_reason: lane.stopped?.reason ?? null,
      stopped_fork: lane.stopped?.forkBlock ?? null,
    })
    .where("chain_id", "=", lane.chainId)
    .execute();
}

/** Lets the lane stand still until `redflag rebuild`. A second reason never hides the first. */
export async function stopLane(db: Executor, chainId: number, stop: NonNullable<Lane["stopped"]>): Promise<void> {
  await db
    .updateTable("lane")
    .set({
      stopped_reason: sql<string>`coalesce(stopped_reason, ${stop.reason})`,
      stopped_fork: sql<number>`least(stopped_fork, ${stop.forkBlock}::bigint)`,
    })
    .where("chain_id", "=", chainId)
    .execute();
}

function laneOf(row: Selectable<Schema["lane"]>): Lane {
  return {
    chainId: row.chain_id,
    startBlock: row.start_block,
    headPosition: row.head_position,
    ...(row.head_hash !== null && { headHash: hexOf(row.head_hash) }),
    finalPosition: row.final_position,
    checkpointPosition: row.checkpoint_position,
    depthPosition: row.depth_position,
    rewindSeq: row.rewind_seq,
    generation: row.generation,
    ...(row.stopped_reason !== null && {
      stopped: { reason: row.stopped_reason, forkBlock: row.stopped_fork ?? row.final_position },
    }),
  };
}
