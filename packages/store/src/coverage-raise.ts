import assert from "node:assert";
import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import type { BlockRef } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import { bytesOf } from "./bytes.ts";
import { isReadByAccused } from "./coverage-accused.ts";
import { cutCoverage } from "./coverage-cut.ts";
import type { Database, Executor } from "./database.ts";
import { lockLedger } from "./ledger-lock.ts";
import { COVERAGE_LEVELS, type CoverageLevel } from "./ledger-range.ts";
import { numberArray } from "./sql-array.ts";
import { inTransaction } from "./transaction.ts";

export interface CoverageRaise {
  /** Both inclusive. */
  fromBlock: number;
  toBlock: number;
  /** What the whole stretch may be called now. A level below the present one leaves that as it is. */
  level: CoverageLevel;
  /** Blocks of the stretch that the check rests on: those that are proven, unless none is. */
  hashes: readonly BlockRef[];
  /** How many blocks of the stretch are proven: all, a sample, or 0 when endpoints were only compared (`peers`). */
  provenBlockCount: number;
  /** Digest of the log filter that the check asked with, if it looked at every block of the stretch. */
  filter?: Hash;
  /**
   * Whether the ledger holds what was checked, asked when nothing of it can change any more before the commit. The hashes do not
   * say so: a reorg that is followed twice at once brings blocks back with the logs of another answer. Absent where the check
   * says no more than reading the stretch does.
   */
  stillHolds?(tx: Executor): Promise<boolean>;
}

/**
 * Records a later check of a stretch, only if the ledger covers all of it and still holds the blocks that were checked; of a
 * sample only if nobody who read the stretch was caught meanwhile. Why it could not be checked before is forgotten.
 * @returns false when it does not: nothing was changed, and the check is to be done again on what is there now
 */
export async function raiseCoverage(db: Database, chain: Chain, raise: CoverageRaise): Promise<boolean> {
  const { fromBlock, toBlock, hashes, provenBlockCount } = raise;
  assert(fromBlock <= toBlock, `not a range: ${fromBlock}..${toBlock}`);
  assert(provenBlockCount <= toBlock - fromBlock + 1, "no more blocks are proven than there are");
  assert(
    hashes.every(({ number }) => number >= fromBlock && number <= toBlock),
    "the blocks lie within the stretch",
  );
  const isSample = provenBlockCount > 0 && provenBlockCount < toBlock - fromBlock + 1;
  return inTransaction(
    db,
    async (tx) => {
      // Exclusive among raisers: two that cut the same row would meet in it.
      await takeAdvisoryLock(tx, `coverage:${chain.id}`, "exclusive");
      // And the rows they stand on may not be replaced below them.
      await lockLedger(tx, chain.id, "shared");
      if (!(await holds(tx, chain, raise)) || (await raise.stillHolds?.(tx)) === false) return false;
      if (isSample && (await isReadByAccused(tx, chain.id, { from: fromBlock, to: toBlock }))) return false;
      await cutCoverage(tx, chain, fromBlock);
      await cutCoverage(tx, chain, toBlock + 1);
      await raiseRows(tx, chain, raise);
      return true;
    },
    { attemptsMax: 2 },
  );
}

async function holds(tx: Executor, chain: Chain, { fromBlock, toBlock, hashes }: CoverageRaise): Promise<boolean> {
  const blocks = await tx
    .selectFrom("block")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("chain_id", "=", chain.id)
    .where("number", ">=", fromBlock)
    .where("number", "<=", toBlock)
    .executeTakeFirstOrThrow();
  if (blocks.count !== toBlock - fromBlock + 1) return false;
  const wanted = new Map(hashes.map(({ number, hash }) => [number, bytesOf(hash)]));
  if (wanted.size === 0) return true;
  const stored = await tx
    .selectFrom("block")
    .select(["number", "hash"])
    .where("chain_id", "=", chain.id)
    .where("number", "in", [...wanted.keys()])
    .where("number", ">=", fromBlock)
    .where("number", "<=", toBlock)
    .execute();
  return stored.length === wanted.size && stored.every(({ number, hash }) => wanted.get(number)?.equals(hash));
}

async function raiseRows(tx: Executor, chain: Chain, raise: CoverageRaise): Promise<void> {
  const { fromBlock, toBlock, level, hashes, provenBlockCount, filter } = raise;
  const provenNumbers = provenBlockCount === 0 ? [] : hashes.map(({ number }) => number);
  const ladder = sql`array_position(${sql.val([...COVERAGE_LEVELS])}::text[], level)`;
  const unprovenCount = toBlock - fromBlock + 1 - provenBlockCount;
  await sql`
    update coverage set
      level = case when ${ladder} < ${COVERAGE_LEVELS.indexOf(level) + 1} then ${level} else level end,
      -- What must be true of this row at least, wherever the unproven blocks lie. The greater, not the sum: the same
      -- check recorded twice counts once.
      proven_block_count = greatest(
        proven_block_count,
        (to_block - from_block + 1 - ${unprovenCount}::bigint)::integer,
        (select count(distinct number) from unnest(${numberArray(provenNumbers)}::bigint[]) as given (number)
          where number between from_block and to_block)::integer),
      filter = coalesce(${filter === undefined ? null : bytesOf(filter)}::bytea, filter),
      shortfall = null
    where chain_id = ${chain.id} and from_block >= ${fromBlock} and to_block <= ${toBlock}`.execute(tx);
}
