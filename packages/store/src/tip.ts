import type { BlockRef } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { secondsOf } from "./time.ts";

export interface StoredTip {
  head: BlockRef;
  finalizedNumber: number;
  /** Unix seconds. */
  seenAt: number;
}

/** Keeps the newest view of the chain. It may be lower than the one before: after a reorg, or from an endpoint behind. */
export async function upsertTip(
  db: Executor,
  chainId: number,
  { head, finalizedNumber }: Omit<StoredTip, "seenAt">,
): Promise<void> {
  const view = { head_number: head.number, head_hash: bytesOf(head.hash), finalized_number: finalizedNumber };
  await db
    .insertInto("tip")
    .values({ chain_id: chainId, ...view })
    .onConflict((conflict) => conflict.column("chain_id").doUpdateSet({ ...view, seen_at: sql<Date>`now()` }))
    .execute();
}

export async function findTip(db: Executor, chainId: number): Promise<StoredTip | undefined> {
  const row = await db.selectFrom("tip").selectAll().where("chain_id", "=", chainId).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    head: { number: row.head_number, hash: hexOf(row.head_hash) },
    finalizedNumber: row.finalized_number,
    seenAt: secondsOf(row.seen_at),
  };
}

/**
 * Takes back what the tip calls final above a block, when an operator lets a stopped lane follow a rewrite: until the
 * chain is looked at again, nothing above the fork may be called final by the view that was wrong.
 */
export async function lowerTipFinality(db: Executor, chainId: number, finalizedNumberMax: number): Promise<void> {
  await db
    .updateTable("tip")
    .set({ finalized_number: finalizedNumberMax })
    .where("chain_id", "=", chainId)
    .where("finalized_number", ">", finalizedNumberMax)
    .execute();
}
