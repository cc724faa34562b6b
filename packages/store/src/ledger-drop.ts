import type { Chain } from "@redflag/domain/chain";
import type { BlockRef } from "@redflag/domain/transfer";
import { cutCoverage } from "./coverage-cut.ts";
import type { Database } from "./database.ts";
import { LOG_TABLES } from "./ledger-range.ts";
import { holdsBlock } from "./ledger-read.ts";
import { liesBeforeLane, rewriteLedger } from "./ledger-rewrite.ts";

/**
 * Takes blocks from before the lane out of the ledger, `from` with this hash first, up to and with `to`: they become missing
 * and are read again. Nothing was screened of them, so nobody has to take anything back.
 * @returns false when the ledger holds another block there by now, or the lane has taken them in: nothing was changed
 */
export function dropBeforeLane(db: Database, chain: Chain, from: BlockRef, to: number): Promise<boolean> {
  return rewriteLedger(db, chain, from.number - 1, async (tx) => {
    if (!(await liesBeforeLane(tx, chain, to))) return false;
    if (!(await holdsBlock(tx, chain.id, from))) return false;
    await cutCoverage(tx, chain, from.number);
    await cutCoverage(tx, chain, to + 1);
    await tx
      .deleteFrom("coverage")
      .where("chain_id", "=", chain.id)
      .where("from_block", ">=", from.number)
      .where("to_block", "<=", to)
      .execute();
    for (const table of LOG_TABLES) {
      await tx
        .deleteFrom(table)
        .where("chain_id", "=", chain.id)
        .where("block_number", ">=", from.number)
        .where("block_number", "<=", to)
        .execute();
    }
    await tx
      .deleteFrom("block")
      .where("chain_id", "=", chain.id)
      .where("number", ">=", from.number)
      .where("number", "<=", to)
      .execute();
    return true;
  });
}
