import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import type { Block } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import { lowerSampledCoverage } from "./coverage-accused.ts";
import { recountCoverage, setCoverageFilter } from "./coverage-cut.ts";
import type { Database, Executor } from "./database.ts";
import { type Disagreement, insertDisagreement } from "./disagreement.ts";
import { insertLogs } from "./ledger-insert.ts";
import { type LedgerLogs, LOG_TABLES, packLogs } from "./ledger-range.ts";
import { findBlock, holdsBlock } from "./ledger-read.ts";
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
  /** The ledger holds another block below than the one it was shown to follow: that is a reorg to be followed, no mend. */
  | "parted"
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
    const below = await findBlock(tx, chain.id, forkBlock);
    if (below !== undefined && below.hash !== block.parentHash) return "parted";
    // What lies before the lane was never screened: nothing of it is final, and nobody has to look again.
    const isScreened = !(await liesBeforeLane(tx, chain, block.number));
    if (isScreened && disagreement !== undefined) await refuseBelowFinal(tx, chain, forkBlock);
    else if (isScreened && (await findFinalAbove(tx, chain, forkBlock)) !== undefined) return "final";
    await setCoverageFilter(tx, chain, block.number, filter);
    await updateHeader(tx, chain, block);
    for (const table of LOG_TABLES) {
      await tx.deleteFrom(table).where("chain_id", "=", chain.id).where("block_number", "=", block.number).execute();
    }
    await insertLogs(tx, chain.id, packLogs(chain, logs));
    await recountCoverage(tx, chain, block.number);
    if (isScreened) await insertRewind(tx, chain.id, forkBlock, "mend");
    if (disagreement !== undefined) {
      await insertDisagreement(tx, chain.id, disagreement);
      await lowerSampledCoverage(tx, chain, disagreement.endpoint);
    }
    return "mended";
  });
}

/**
 * Puts right what the ledger says a block follows, where the block below is missing and would not fit: so no lane has been
 * here, and nothing has to be looked at again. Its logs and who gave them stay.
 * @returns false when the ledger holds another block by now, or one below: nothing was changed
 */
export function mendHeader(db: Database, chain: Chain, block: Block): Promise<boolean> {
  return rewriteLedger(db, chain, block.number - 1, async (tx) => {
    if (!(await holdsBlock(tx, chain.id, block))) return false;
    if ((await findBlock(tx, chain.id, block.number - 1)) !== undefined) return false;
    await updateHeader(tx, chain, block);
    return true;
  });
}

/** What a header says beside its hash. */
async function updateHeader(tx: Executor, chain: Chain, { number, parentHash, time }: Block): Promise<void> {
  await tx
    .updateTable("block")
    .set({ parent_hash: bytesOf(parentHash), time: sql<Date>`to_timestamp(${time})` })
    .where("chain_id", "=", chain.id)
    .where("number", "=", number)
    .execute();
}
