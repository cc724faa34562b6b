import { type Selectable, sql } from "kysely";
import type { Executor } from "./database.ts";
import type { HopLaneTable } from "./schema-cross-chain.ts";

/** How far a lane's final blocks are read for what bridges say. */
export interface HopLane {
  chainId: number;
  blockNumber: number;
  /** The highest block time up to there, unix seconds. */
  clock: number;
  /** Legs before it are left out: judging had gone beyond them when the lane was opened. */
  fromClock: number;
  /** The lane's, as of then. */
  generation: number;
  rewindSeq: number;
  faultCount: number;
  faultText?: string;
}

/** Arrivals whose clock is before it are judged. Unix seconds; 0 before the first step. */
export async function getJudgedBefore(db: Executor): Promise<number> {
  const row = await db.selectFrom("hop_stage").select("judged_before").executeTakeFirstOrThrow();
  return row.judged_before;
}

export async function updateJudgedBefore(tx: Executor, clock: number): Promise<void> {
  await tx.updateTable("hop_stage").set({ judged_before: clock }).execute();
}

export async function listHopLanes(db: Executor): Promise<HopLane[]> {
  const rows = await db.selectFrom("hop_lane").selectAll().orderBy("chain_id").execute();
  return rows.map(hopLaneOf);
}

export async function findHopLane(db: Executor, chainId: number): Promise<HopLane | undefined> {
  const row = await db.selectFrom("hop_lane").selectAll().where("chain_id", "=", chainId).executeTakeFirst();
  return row && hopLaneOf(row);
}

export async function upsertHopLane(tx: Executor, lane: HopLane): Promise<void> {
  const { chainId, blockNumber, clock, fromClock, generation, rewindSeq, faultCount, faultText } = lane;
  await sql`
    insert into hop_lane (chain_id, block_number, clock, from_clock, generation, rewind_seq, fault_count, fault_text)
    values (${chainId}, ${blockNumber}, ${clock}, ${fromClock}, ${generation}, ${rewindSeq}, ${faultCount}, ${faultText ?? null})
    on conflict (chain_id) do update set
      block_number = excluded.block_number, clock = excluded.clock, from_clock = excluded.from_clock,
      generation = excluded.generation, rewind_seq = excluded.rewind_seq,
      fault_count = excluded.fault_count, fault_text = excluded.fault_text`.execute(tx);
}

function hopLaneOf(row: Selectable<HopLaneTable>): HopLane {
  return {
    chainId: row.chain_id,
    blockNumber: row.block_number,
    clock: row.clock,
    fromClock: row.from_clock,
    generation: row.generation,
    rewindSeq: row.rewind_seq,
    faultCount: row.fault_count,
    ...(row.fault_text !== null && { faultText: row.fault_text }),
  };
}
