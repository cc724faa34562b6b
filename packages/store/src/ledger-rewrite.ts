import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { Database, Executor } from "./database.ts";
import { stopLane } from "./lane.ts";
import { lockLedger } from "./ledger-lock.ts";
import { inTransaction } from "./transaction.ts";

/**
 * Runs `work`, which rewrites the ledger above `forkBlock`, with the ledger to itself. When it refuses because something
 * there is final, nothing of it stays and the lane is stopped in a transaction of its own: a second reason never hides
 * the first.
 */
export async function rewriteLedger<T>(
  db: Database,
  chain: Chain,
  forkBlock: number,
  work: (tx: Executor) => Promise<T>,
): Promise<T> {
  try {
    return await inTransaction(
      db,
      async (tx) => {
        await lockLedger(tx, chain.id, "exclusive");
        return work(tx);
      },
      { attemptsMax: 3 },
    );
  } catch (error) {
    if (error instanceof Problem && error.code === "reorg_below_final")
      await stopLane(db.kysely, chain.id, { reason: error.message, forkBlock });
    throw error;
  }
}

/**
 * Nothing above the fork is final, nor becomes so before the commit.
 * @throws Problem `reorg_below_final`
 */
export async function refuseBelowFinal(tx: Executor, chain: Chain, forkBlock: number): Promise<void> {
  const finalPosition = await findFinalAbove(tx, chain, forkBlock);
  if (finalPosition === undefined) return;
  throw new Problem(
    "reorg_below_final",
    `${chain.name} was rewritten above block ${forkBlock}, and blocks up to ${finalPosition} are final`,
  );
}

/**
 * The lane's final position where that is above the fork. Shares the lane's row until the commit, so that nothing above
 * the fork becomes final meanwhile.
 */
export async function findFinalAbove(tx: Executor, chain: Chain, forkBlock: number): Promise<number | undefined> {
  const lane = await tx
    .selectFrom("lane")
    .select("final_position")
    .where("chain_id", "=", chain.id)
    .forShare()
    .executeTakeFirst();
  return lane !== undefined && lane.final_position > forkBlock ? lane.final_position : undefined;
}

/** The block is older than where the lane begins. Shares the lane's row, so that it stays so until the commit. */
export async function liesBeforeLane(tx: Executor, chain: Chain, block: number): Promise<boolean> {
  const lane = await tx
    .selectFrom("lane")
    .select("start_block")
    .where("chain_id", "=", chain.id)
    .forShare()
    .executeTakeFirst();
  return lane !== undefined && block < lane.start_block;
}
