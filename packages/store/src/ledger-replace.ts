import assert from "node:assert";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { BlockRef } from "@redflag/domain/transfer";
import { bytesOf, hexOf } from "./bytes.ts";
import { cutCoverage } from "./coverage-cut.ts";
import type { Database, Executor } from "./database.ts";
import { insertRange } from "./ledger-insert.ts";
import { type LedgerRange, LOG_TABLES, packRange } from "./ledger-range.ts";
import { refuseBelowFinal, rewriteLedger } from "./ledger-rewrite.ts";
import { ensurePartitions } from "./partition.ts";
import { findRewindAfter, insertRewind, type RewindCause } from "./rewind.ts";

export interface BranchReplacement extends LedgerRange {
  /** The last block that stays: the parent of the first new one. */
  forkBlock: BlockRef;
  /** The chain changed its mind, or an endpoint's answer proved wrong. */
  cause: RewindCause;
}

/**
 * Takes everything above the fork out of the ledger and puts these blocks there (none is fine: they become missing),
 * with a rewind row that tells the lane, all in one transaction. A reorg that the ledger already shows in full is left
 * alone and answers with the rewind it was done by; a mend is always carried out, since its blocks keep their hashes.
 * @returns the sequence number of the rewind
 * @throws Problem `reorg_below_final` when the lane has called something above the fork final: the ledger stays as it
 * is and the lane is stopped; `ledger_moved` when the ledger holds another block at the fork by now: look again
 */
export async function replaceBranch(
  db: Database,
  chain: Chain,
  branch: BranchReplacement,
): Promise<{ rewindSeq: number }> {
  const packed = packRange(chain, branch);
  const { forkBlock, blocks, cause } = branch;
  const first = blocks[0];
  if (first !== undefined) {
    assert.equal(first.number, forkBlock.number + 1, "the new branch begins above the fork");
    assert.equal(first.parentHash, forkBlock.hash, "the new branch grows from the fork");
    await ensurePartitions(db, chain, first.number, first.number + blocks.length - 1);
  }
  return rewriteLedger(db, chain, forkBlock.number, async (tx) => {
    await assertForkStands(tx, chain, forkBlock);
    const last = cause === "reorg" ? await findRewindAfter(tx, chain.id, 0) : undefined;
    if (last !== undefined && (await isThere(tx, chain, branch))) return { rewindSeq: last.seq };

    await refuseBelowFinal(tx, chain, forkBlock.number);
    await deleteAbove(tx, chain, forkBlock.number);
    await insertRange(tx, chain, packed);
    return { rewindSeq: await insertRewind(tx, chain.id, forkBlock.number, cause) };
  });
}

async function deleteAbove(tx: Executor, chain: Chain, forkBlock: number): Promise<void> {
  // The row that spans the fork is cut first, while the logs it counts are there to be counted.
  await cutCoverage(tx, chain, forkBlock + 1);
  await tx.deleteFrom("coverage").where("chain_id", "=", chain.id).where("from_block", ">", forkBlock).execute();
  for (const table of LOG_TABLES) {
    await tx.deleteFrom(table).where("chain_id", "=", chain.id).where("block_number", ">", forkBlock).execute();
  }
  await tx.deleteFrom("block").where("chain_id", "=", chain.id).where("number", ">", forkBlock).execute();
}

async function assertForkStands(tx: Executor, chain: Chain, forkBlock: BlockRef): Promise<void> {
  const row = await tx
    .selectFrom("block")
    .select("hash")
    .where("chain_id", "=", chain.id)
    .where("number", "=", forkBlock.number)
    .executeTakeFirst();
  if (row === undefined || row.hash.equals(bytesOf(forkBlock.hash))) return;
  throw new Problem(
    "ledger_moved",
    `${chain.name} block ${forkBlock.number} is ${hexOf(row.hash)} in the ledger, not ${forkBlock.hash}`,
  );
}

/** Above the fork the ledger holds these very blocks and no other. */
async function isThere(tx: Executor, chain: Chain, { forkBlock, blocks }: BranchReplacement): Promise<boolean> {
  if (blocks.length === 0) return false;
  const rows = await tx
    .selectFrom("block")
    .select("hash")
    .where("chain_id", "=", chain.id)
    .where("number", ">", forkBlock.number)
    .orderBy("number")
    .limit(blocks.length + 1)
    .execute();
  return rows.length === blocks.length && rows.every((row, index) => hexOf(row.hash) === blocks[index]?.hash);
}
