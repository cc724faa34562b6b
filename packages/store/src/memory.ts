import { sql } from "kysely";
import { findCut } from "./cut.ts";
import type { Executor } from "./database.ts";
import { resetInferences } from "./inference.ts";
import type { Lane } from "./lane.ts";

/**
 * Sets back all that is as of a lane's checkpoint: to where retention cut the ledger, or to before the lane's start.
 * @returns the block that it stands at now, which the caller makes the lane's checkpoint
 */
export async function resetMemory(
  tx: Executor,
  { chainId, startBlock }: Pick<Lane, "chainId" | "startBlock">,
): Promise<number> {
  const cut = await findCut(tx, chainId);
  await tx.deleteFrom("profile").where("chain_id", "=", chainId).execute();
  await sql`insert into profile select * from cut_profile where chain_id = ${chainId}`.execute(tx);
  await tx.deleteFrom("graph_state").where("chain_id", "=", chainId).execute();
  await sql`insert into graph_state select * from cut_graph_state where chain_id = ${chainId}`.execute(tx);
  await tx
    .updateTable("withheld")
    .set((eb) => ({ count: eb.ref("cut_count") }))
    .where("chain_id", "=", chainId)
    .execute();
  await tx.deleteFrom("withheld").where("chain_id", "=", chainId).where("count", "=", 0).execute();
  await tx
    .deleteFrom("screening_gap")
    .where("chain_id", "=", chainId)
    .where("block_number", ">", cut?.block ?? -1)
    .execute();
  const standsAt = Math.max(startBlock - 1, cut?.block ?? -1);
  await resetInferences(tx, chainId, standsAt);
  return standsAt;
}
