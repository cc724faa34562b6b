import type { Executor } from "./database.ts";

/** Forgets all that is as of a lane's checkpoint, which the caller sets back to before the lane's start. */
export async function deleteMemory(tx: Executor, chainId: number): Promise<void> {
  await tx.deleteFrom("profile").where("chain_id", "=", chainId).execute();
  await tx.deleteFrom("withheld").where("chain_id", "=", chainId).execute();
  await tx.deleteFrom("screening_gap").where("chain_id", "=", chainId).execute();
}
