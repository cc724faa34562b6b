import type { Chain } from "@redflag/domain/chain";
import type { Executor } from "./database.ts";
import { dateOf, secondsOf } from "./time.ts";

/** Up to where retention has dropped a chain's ledger. Coverage and alerts stay; times are unix seconds. */
export interface Cut {
  /** The last block that was dropped. */
  block: number;
  blockTime: number;
  /** Block time of the lane's first block; absent while the ledger holds that. */
  startTime?: number;
  cutAt: number;
}

/** undefined while nothing of the chain was dropped. */
export async function findCut(db: Executor, chainId: number): Promise<Cut | undefined> {
  const row = await db.selectFrom("cut").selectAll().where("chain_id", "=", chainId).executeTakeFirst();
  return (
    row && {
      block: row.block,
      blockTime: secondsOf(row.block_time),
      ...(row.start_time !== null && { startTime: secondsOf(row.start_time) }),
      cutAt: secondsOf(row.cut_at),
    }
  );
}

/** What retention has done, as a clause. */
export function cutText({ name }: Pick<Chain, "name">, { block, cutAt }: Cut): string {
  const day = dateOf(cutAt).toISOString().slice(0, 10);
  return `${name} blocks up to ${block} were dropped by retention on ${day}`;
}

/** In the transaction that drops the blocks and has stored what stands at the cut. */
export async function upsertCut(tx: Executor, chainId: number, cut: Cut): Promise<void> {
  const row = {
    block: cut.block,
    block_time: dateOf(cut.blockTime),
    start_time: cut.startTime === undefined ? null : dateOf(cut.startTime),
    cut_at: dateOf(cut.cutAt),
  };
  await tx
    .insertInto("cut")
    .values({ chain_id: chainId, ...row })
    .onConflict((conflict) => conflict.column("chain_id").doUpdateSet(row))
    .execute();
}
