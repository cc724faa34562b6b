import type { Hash } from "@redflag/domain/hex";
import { type Selectable, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { hexOf } from "./bytes.ts";
import { findRowBelow, findRowStart } from "./coverage-row.ts";
import type { Executor } from "./database.ts";
import type { CoverageLevel } from "./ledger-range.ts";
import type { Schema } from "./schema.ts";
import { secondsOf } from "./time.ts";

export interface Coverage {
  /** Both inclusive. */
  fromBlock: number;
  toBlock: number;
  endpoint: string;
  level: CoverageLevel;
  provenBlockCount: number;
  transferCount: number;
  refusedCount: number;
  /** Unix seconds. */
  readAt: number;
  /** Digest of the log filter that all its blocks were asked with; absent where that was not recorded. */
  filter?: Hash;
  /** Absent where nobody asked another endpoint for the payments of listed addresses. */
  listed?: ListedAsk;
  /** Why it could not be checked as the policy asks; absent where it was, or where nobody tried. */
  shortfall?: string;
}

/** That another endpoint was to be asked for the payments of listed addresses. */
export interface ListedAsk {
  /** Digest of the addresses. */
  digest: Hash;
  /** Who answered; absent where nobody did. */
  endpoint?: string;
  /** What the question leaves open, in words; absent where it leaves nothing. */
  shortfall?: string;
}

/** The stretches of from..to (inclusive) that the ledger does not cover, ascending, as few as possible. */
export async function listMissingRanges(db: Executor, chainId: number, from: number, to: number): Promise<BlockSpan[]> {
  if (from > to) return [];
  const first = await findRowStart(db, chainId, from);
  const { rows } = await sql<BlockSpan>`
    with covered as (
      select from_block, to_block, lag(to_block) over (order by from_block) as before
      from coverage where chain_id = ${chainId} and from_block between ${first} and ${to}
    )
    select greatest(coalesce(before + 1, ${from}), ${from}) as from, from_block - 1 as to
    from covered where from_block > coalesce(before + 1, ${from})
    union all
    select greatest(coalesce(max(to_block) + 1, ${from}), ${from}), ${to}::bigint from covered
    having coalesce(max(to_block), ${from} - 1) < ${to}
    order by 1`.execute(db);
  return rows;
}

/**
 * The highest block up to which everything from `fromBlock` on is covered; fromBlock - 1 when that itself is missing.
 * @param upTo look no further: keeps the question cheap while a lane is far behind
 */
export async function findWatermark(
  db: Executor,
  chainId: number,
  fromBlock: number,
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  return findEndOfRun(db, chainId, fromBlock, upTo);
}

/** The highest block ≤ upTo such that fromBlock..it is covered and every row of it has one of these levels; fromBlock - 1 when none. */
export async function findFinalizable(
  db: Executor,
  chainId: number,
  fromBlock: number,
  upTo: number,
  levels: readonly CoverageLevel[],
): Promise<number> {
  return findEndOfRun(db, chainId, fromBlock, upTo, levels);
}

/** How the ledger came by a block; undefined when it is missing. */
export async function findCoverageOf(db: Executor, chainId: number, block: number): Promise<Coverage | undefined> {
  const row = await findRowBelow(db, chainId, block);
  return row === undefined || row.to_block < block ? undefined : coverageOf(row);
}

/**
 * Rows within `span` (those that reach into it included) whose logs are not proven, ascending, all of them unless
 * limited.
 * @param enough levels that count as proven
 */
export async function listUnprovenCoverage(
  db: Executor,
  chainId: number,
  span: BlockSpan,
  limit?: number,
  enough: readonly CoverageLevel[] = ["self_consistent", "proven"],
): Promise<Coverage[]> {
  let query = (await rowsWithin(db, chainId, span)).rows.where("level", "not in", enough);
  if (limit !== undefined) query = query.limit(limit);
  const rows = await query.execute();
  return rows.map(coverageOf);
}

/** A query, in an object: who awaits a query runs it. Rows of `span`, those that reach into it included, ascending. */
export async function rowsWithin(db: Executor, chainId: number, { from, to }: BlockSpan) {
  const first = await findRowStart(db, chainId, from);
  const rows = db
    .selectFrom("coverage")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("from_block", ">=", first)
    .where("from_block", "<=", to)
    .where("to_block", ">=", from)
    .orderBy("from_block");
  return { rows };
}

export function coverageOf(row: Selectable<Schema["coverage"]>): Coverage {
  return {
    fromBlock: row.from_block,
    toBlock: row.to_block,
    endpoint: row.endpoint,
    level: row.level as CoverageLevel,
    provenBlockCount: row.proven_block_count,
    transferCount: row.transfer_count,
    refusedCount: row.refused_count,
    readAt: secondsOf(row.read_at),
    ...(row.filter !== null && { filter: hexOf(row.filter) }),
    ...(row.listed_digest !== null && { listed: listedOf(row, row.listed_digest) }),
    ...(row.shortfall !== null && { shortfall: row.shortfall }),
  };
}

type ListedColumns = Pick<Selectable<Schema["coverage"]>, "listed_endpoint" | "listed_shortfall">;

export function listedOf({ listed_endpoint, listed_shortfall }: ListedColumns, digest: Buffer): ListedAsk {
  return {
    digest: hexOf(digest),
    ...(listed_endpoint !== null && { endpoint: listed_endpoint }),
    ...(listed_shortfall !== null && { shortfall: listed_shortfall }),
  };
}

/** Of which the rows are read at once. Ours [E]. */
const PAGE_BLOCKS = 10_000;

async function findEndOfRun(
  db: Executor,
  chainId: number,
  fromBlock: number,
  upTo: number,
  levels?: readonly CoverageLevel[],
): Promise<number> {
  let end = fromBlock - 1;
  while (end < upTo) {
    const first = await findRowStart(db, chainId, end + 1);
    const last = Math.min(upTo, end + PAGE_BLOCKS);
    const { rows } = await sql<{ from_block: number; to_block: number; level: CoverageLevel }>`
      select from_block, to_block, level from coverage
      where chain_id = ${chainId} and from_block between ${first} and ${last} order by from_block`.execute(db);
    for (const row of rows) {
      if (row.to_block <= end) continue;
      if (row.from_block > end + 1 || levels?.includes(row.level) === false) return end;
      end = Math.min(row.to_block, upTo);
    }
    if (end < last) return end;
  }
  return end;
}
