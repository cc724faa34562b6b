import type { Epoch, EpochInputs } from "@redflag/domain/epoch";
import type { Executor } from "./database.ts";

/** Ascending by seq, as `epochAt` wants them. */
export async function listEpochs(db: Executor, chainId: number): Promise<Epoch[]> {
  const rows = await db
    .selectFrom("epoch")
    .select(["seq", "from_block", "inputs"])
    .where("chain_id", "=", chainId)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({ seq: row.seq, fromBlock: row.from_block, inputs: row.inputs as EpochInputs }));
}

/** Append-only. The lane's row is locked, so the next seq is free. */
export async function insertEpoch(tx: Executor, chainId: number, epoch: Epoch): Promise<void> {
  await tx
    .insertInto("epoch")
    .values({ chain_id: chainId, seq: epoch.seq, from_block: epoch.fromBlock, inputs: JSON.stringify(epoch.inputs) })
    .execute();
}
