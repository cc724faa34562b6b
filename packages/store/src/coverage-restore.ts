import type { Chain } from "@redflag/domain/chain";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import { listMissingRanges } from "./coverage-read.ts";
import type { Database, Executor } from "./database.ts";
import { insertCoverage } from "./ledger-insert.ts";
import { lockLedger } from "./ledger-lock.ts";
import { type LedgerRange, packRange, slicePacked } from "./ledger-range.ts";
import { inTransaction } from "./transaction.ts";

/**
 * Writes the coverage of blocks that the ledger holds without any, as of an answer that says the same of them. Rows that
 * are there stay as they are.
 * @param stillHolds whether the ledger holds that answer, asked when nothing of it can change any more before the commit
 * @returns false when it does not: nothing was written
 */
export async function restoreCoverage(
  db: Database,
  chain: Chain,
  range: LedgerRange,
  stillHolds: (tx: Executor) => Promise<boolean>,
): Promise<boolean> {
  const packed = packRange(chain, range);
  const from = range.blocks[0]?.number ?? 0;
  const to = range.blocks.at(-1)?.number ?? -1;
  return inTransaction(
    db,
    async (tx) => {
      // As raisers do: two that restore the same blocks come one after the other, and nothing is replaced below them.
      await takeAdvisoryLock(tx, `coverage:${chain.id}`, "exclusive");
      await lockLedger(tx, chain.id, "shared");
      if (!(await stillHolds(tx))) return false;
      for (const span of await listMissingRanges(tx, chain.id, from, to)) {
        await insertCoverage(tx, chain, slicePacked(packed, span.from, span.to));
      }
      return true;
    },
    { attemptsMax: 2 },
  );
}
