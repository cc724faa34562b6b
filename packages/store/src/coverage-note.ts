import type { Chain } from "@redflag/domain/chain";
import type { BlockRef } from "@redflag/domain/transfer";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import { bytesOf } from "./bytes.ts";
import { cutCoverage } from "./coverage-cut.ts";
import type { ListedAsk } from "./coverage-read.ts";
import type { Database } from "./database.ts";
import { lockLedger } from "./ledger-lock.ts";
import { holdsBlock } from "./ledger-read.ts";
import { inTransaction } from "./transaction.ts";

export interface CoverageNote {
  fromBlock: number;
  /** The last block of the stretch as it was looked at: by it the ledger is known to be the same still. */
  last: BlockRef;
  /** That another endpoint was to be asked for listed addresses. */
  listed?: ListedAsk;
  /** Why the stretch could not be checked as the policy asks. */
  shortfall?: string;
}

/**
 * Writes on what the ledger covers of a stretch what was asked or could not be asked about it; levels stay as they are.
 * @returns false where the ledger holds another last block by now, and nothing was written
 */
export async function noteCoverage(db: Database, chain: Chain, note: CoverageNote): Promise<boolean> {
  const { fromBlock, last, listed, shortfall } = note;
  return inTransaction(
    db,
    async (tx) => {
      // As raisers do: exclusive among those that cut, and nothing is replaced below them.
      await takeAdvisoryLock(tx, `coverage:${chain.id}`, "exclusive");
      await lockLedger(tx, chain.id, "shared");
      if (!(await holdsBlock(tx, chain.id, last))) return false;
      await cutCoverage(tx, chain, fromBlock);
      await cutCoverage(tx, chain, last.number + 1);
      await tx
        .updateTable("coverage")
        .set({
          ...(shortfall !== undefined && { shortfall }),
          ...(listed !== undefined && {
            listed_endpoint: listed.endpoint ?? null,
            listed_digest: bytesOf(listed.digest),
            listed_shortfall: listed.shortfall ?? null,
          }),
        })
        .where("chain_id", "=", chain.id)
        .where("from_block", ">=", fromBlock)
        .where("to_block", "<=", last.number)
        .execute();
      return true;
    },
    { attemptsMax: 2 },
  );
}
