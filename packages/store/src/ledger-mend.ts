import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import type { Block } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import { lowerSampledCoverage } from "./coverage-accused.ts";
import { recountCoverage, setCoverageFilter } from "./coverage-cut.ts";
import type { Database } from "./database.ts";
import { type Disagreement, insertDisagreement } from "./disagreement.ts";
import { insertLogs } from "./ledger-insert.ts";
import { type LedgerLogs, LOG_TABLES } from "./ledger-range.ts";
import { holdsBlock } from "./ledger-read.ts";
import { findFinalAbove, liesBeforeLane, refuseBelowFinal, rewriteLedger } from "./ledger-rewrite.ts";
import { insertRewind } from "./rewind.ts";

export interface Mend {
  /** The block as it was shown to be, its parent and time included. */
  block: Block;
  logs: LedgerLogs;
  /** Digest of the log filter that `logs` answer, which coverage then says of this block. */
  filter: Hash;
  /**
   * What is held against the endpoint that had misreported the block: recorded with the mend, or not at all. Absent where
   * the endpoint had been asked another question.
   */
  disagreement?: Omit<Disagreement, "createdAt">;
}

export type MendOutcome =
  | "mended"
  /** The ledger no longer holds that block: there is nothing to mend. */
  | "moved"
  /** The lane has called the block final, and nobody had misreported it: it stays as it was asked for. */
  | "final";

/**
 * Replaces what the ledger says of one block by what was shown to be right, and sends the lane back to look again: delete
 * and insert in one transaction, because keeping rows that are "already there" would keep a liar's.
 * Whoever had misreported the block is not trusted for the rest: what only a sample had shown of it is to be shown again.
 * Blocks above stay: the branch is the same, only this block had been misreported, or asked for less.
 * @throws Problem `reorg_below_final` when a misreported block is final; the lane is stopped then
 */
export async function mendBlock(
  db: Database,
  chain: Chain,
  { block, logs, filter, disagreement }: Mend,
): Promise<MendOutcome> {
  const forkBlock = block.number - 1;
  return rewriteLedger(db, chain, forkBlock, async (tx) => {
    if (!(await holdsBlock(tx, chain.id, block))) return "moved";
    // What lies before the lane was never screened: nothing of it is final, and nobody has to look again.
    const isScreened = !(await liesBeforeLane(tx, chain, block.number));
    if (isScreened && disagreement !== undefined) await refuseBelowFinal(tx, chain, forkBlock);
    else if (isScreened && (await findFinalAbove(tx, chain, forkBlock)) !== undefined) return "final";
    await setCoverageFilter(tx, chain, block.number, filter);
    await tx
      .updateTable("block")
      .set({ parent_hash: bytesOf(block.parentHash), time: sql<Date>`to_timestamp(${block.time})` })
      .where("chain_id", "=", chain.id)
      .where("number", "=", block.number)
      .execute();
    for (const table of LOG_TABLES) {
      await tx.deleteFrom(table).where("chain_id", "=", chain.id).where("block_number", "=", block.number).execute();
    }
    await insertLogs(tx, chain.id, logs);
    await recountCoverage(tx, chain, block.number);
    if (isScreened) await insertRewind(tx, chain.id, forkBlock, "mend");
    if (disagreement !== undefined) {
      await insertDisagreement(tx, chain.id, disagreement);
      await lowerSampledCoverage(tx, chain, disagreement.endpoint);
    }
    return "mended";
  });
}
