import type { Chain } from "@redflag/domain/chain";
import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { cutCoverage } from "./coverage-cut.ts";
import { findRowStart } from "./coverage-row.ts";
import type { Executor } from "./database.ts";
import { UNDECIDED_KINDS } from "./disagreement.ts";

/** Whether part of this stretch was read from an endpoint that was ever caught in a wrong answer on this chain. */
export async function isReadByAccused(db: Executor, chainId: number, { from, to }: BlockSpan): Promise<boolean> {
  const begin = await findRowStart(db, chainId, from);
  const { rows } = await sql<{ is_accused: boolean }>`
    select exists (
      select from coverage join disagreement using (chain_id, endpoint)
      where chain_id = ${chainId} and kind <> all(${UNDECIDED_KINDS})
        and from_block between ${begin} and ${to} and to_block >= ${from}
    ) as is_accused`.execute(db);
  return rows[0]?.is_accused === true;
}

/**
 * Takes back what a sample had made of other stretches of this endpoint: above the lane's final position, and before the lane,
 * they are again what reading alone had shown, so that a sweep proves them in full. What is final stays as it is.
 * @param tx with the ledger to itself
 */
export async function lowerSampledCoverage(tx: Executor, chain: Chain, endpoint: string): Promise<void> {
  const lane = await tx
    .selectFrom("lane")
    .select(["start_block", "final_position"])
    .where("chain_id", "=", chain.id)
    .executeTakeFirst();
  const above = (lane?.final_position ?? -1) + 1;
  const before = Math.min(lane?.start_block ?? 0, above);
  await cutCoverage(tx, chain, before);
  await cutCoverage(tx, chain, above);
  await tx
    .updateTable("coverage")
    // What a sample may have raised was read under the policy `proof`, and so at this level.
    .set({ level: "bloom" })
    .where("chain_id", "=", chain.id)
    .where("endpoint", "=", endpoint)
    .where((eb) => eb.or([eb("from_block", ">=", above), eb("from_block", "<", before)]))
    .where("level", "in", ["self_consistent", "proven"])
    .where(sql<boolean>`proven_block_count < to_block - from_block + 1`)
    .execute();
}
