import type { Hash } from "@redflag/domain/hex";
import type { ScreeningGap } from "@redflag/domain/judge-depth";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

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
  let query = db
    .selectFrom("screening_gap")
    .selectAll()
    .where("chain_id", "=", chainId)
    .orderBy("block_number")
    .orderBy("log_index")
    .orderBy("heuristic")
    .limit(limit);
  if (blockNumber !== undefined) query = query.where("block_number", "=", blockNumber);
  return (await query.execute()).map((row) => ({
    heuristic: row.heuristic,
    heuristicVersion: row.heuristic_version,
    blockNumber: row.block_number,
    logIndex: row.log_index,
    txHash: hexOf(row.tx_hash),
    reason: row.reason,
  }));
}

export async function countScreeningGaps(db: Executor, chainId: number): Promise<number> {
  const row = await db
    .selectFrom("screening_gap")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("chain_id", "=", chainId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
