import type { Hash } from "@redflag/domain/hex";
import type { ScreeningGap } from "@redflag/domain/judge-depth";
import { type Selectable, sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";

/** A gap as an operator reads it. */
export interface StoredScreeningGap {
  heuristic: string;
  heuristicVersion: number;
  blockNumber: number;
  logIndex: number;
  txHash: Hash;
  reason: string;
}

export async function insertScreeningGaps(tx: Executor, chainId: number, gaps: readonly ScreeningGap[]): Promise<void> {
  for (const { heuristic, heuristicVersion, transfer, reason } of gaps) {
    await tx
      .insertInto("screening_gap")
      .values({
        chain_id: chainId,
        heuristic,
        heuristic_version: heuristicVersion,
        block_number: transfer.blockNumber,
        log_index: transfer.logIndex,
        tx_hash: bytesOf(transfer.txHash),
        reason,
      })
      .execute();
  }
}

/** The oldest gaps of the chain, of one block if it is given. */
export async function listScreeningGaps(
  db: Executor,
  chainId: number,
  { limit, blockNumber }: { limit: number; blockNumber?: number },
): Promise<StoredScreeningGap[]> {
  let query = selectGaps(db, chainId, limit);
  if (blockNumber !== undefined) query = query.where("block_number", "=", blockNumber);
  return (await query.execute()).map(gapOf);
}

/** A page of them, the oldest block first: `after` the last one of the page before. */
export async function listScreeningGapsAfter(
  db: Executor,
  chainId: number,
  { limit, heuristic, after }: { limit: number; heuristic?: string; after?: ScreeningGapPlace },
): Promise<StoredScreeningGap[]> {
  let query = selectGaps(db, chainId, limit);
  if (heuristic !== undefined) query = query.where("heuristic", "=", heuristic);
  if (after !== undefined) {
    const place = sql`(${after.blockNumber}, ${after.logIndex}, ${after.heuristic})`;
    query = query.where(sql<boolean>`(block_number, log_index, heuristic) > ${place}`);
  }
  return (await query.execute()).map(gapOf);
}

export type ScreeningGapPlace = Pick<StoredScreeningGap, "blockNumber" | "logIndex" | "heuristic">;

/** Transfers on which each rule failed, by rule. */
export async function countScreeningGapsByRule(
  db: Executor,
  chainId: number,
): Promise<Array<{ heuristic: string; heuristicVersion: number; count: number }>> {
  return db
    .selectFrom("screening_gap")
    .select(["heuristic", "heuristic_version as heuristicVersion"])
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("chain_id", "=", chainId)
    .groupBy(["heuristic", "heuristic_version"])
    .orderBy("heuristic")
    .orderBy("heuristic_version")
    .execute();
}

export async function countScreeningGaps(db: Executor, chainId: number): Promise<number> {
  const row = await db
    .selectFrom("screening_gap")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("chain_id", "=", chainId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function selectGaps(db: Executor, chainId: number, limit: number) {
  return db
    .selectFrom("screening_gap")
    .selectAll()
    .where("chain_id", "=", chainId)
    .orderBy("block_number")
    .orderBy("log_index")
    .orderBy("heuristic")
    .limit(limit);
}

function gapOf(row: Selectable<Schema["screening_gap"]>): StoredScreeningGap {
  return {
    heuristic: row.heuristic,
    heuristicVersion: row.heuristic_version,
    blockNumber: row.block_number,
    logIndex: row.log_index,
    txHash: hexOf(row.tx_hash),
    reason: row.reason,
  };
}
