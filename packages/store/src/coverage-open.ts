import type { Hash } from "@redflag/domain/hex";
import { type SelectQueryBuilder, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import { bytesOf } from "./bytes.ts";
import { type Coverage, coverageOf, rowsWithin } from "./coverage-read.ts";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";

/*
 * What is still to be done about what the ledger covers: rows of `span`, those that reach into it included, ascending, at
 * most `limit`.
 */

/** Rows that were read with another log filter than `filter`, a digest. */
export async function listOutdatedRows(
  db: Executor,
  chainId: number,
  span: BlockSpan,
  filter: Hash,
  limit: number,
): Promise<Coverage[]> {
  const within = await rowsWithin(db, chainId, span);
  const rows = await within.rows.limit(limit).where("filter", "is distinct from", bytesOf(filter)).execute();
  return rows.map(coverageOf);
}

/** Rows that rest on the word of one of these endpoints: not every block of them is proven, and no peer says the same. */
export async function listRowsOnTheWordOf(
  db: Executor,
  chainId: number,
  span: BlockSpan,
  endpoints: readonly string[],
  limit: number,
): Promise<Coverage[]> {
  if (endpoints.length === 0) return [];
  const within = await rowsWithin(db, chainId, span);
  const rows = await restingOnOneWord(within.rows.limit(limit)).where("endpoint", "in", endpoints).execute();
  return rows.map(coverageOf);
}

/**
 * Rows where a payment could be missing unseen, and nobody has been asked for these listed addresses, or not to the end.
 * @param digest of the addresses
 */
export async function listRowsToAsk(
  db: Executor,
  chainId: number,
  span: BlockSpan,
  digest: Hash,
  limit: number,
): Promise<Coverage[]> {
  const within = await rowsWithin(db, chainId, span);
  const rows = await restingOnOneWord(within.rows.limit(limit))
    .where((eb) =>
      eb.or([eb("listed_digest", "is distinct from", bytesOf(digest)), eb("listed_shortfall", "is not", null)]),
    )
    .execute();
  return rows.map(coverageOf);
}

type CoverageQuery<Row> = SelectQueryBuilder<Schema, "coverage", Row>;

function restingOnOneWord<Row>(rows: CoverageQuery<Row>): CoverageQuery<Row> {
  return rows.where("level", "<>", "peers").where(sql<boolean>`proven_block_count < to_block - from_block + 1`);
}
