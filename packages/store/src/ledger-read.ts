import { findFirstBlockAt } from "@redflag/domain/block-at-time";
import type { Block, BlockRef } from "@redflag/domain/transfer";
import type { Selectable } from "kysely";
import { anyNumber } from "./any-of.ts";
import { type BlockSpan, spanOf } from "./block-span.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { BlockTable } from "./schema.ts";
import { secondsOf } from "./time.ts";

/** Blocks from..to that the ledger holds, ascending. */
export async function listBlocks(db: Executor, chainId: number, from: number, to: number): Promise<Block[]> {
  const rows = await db
    .selectFrom("block")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("number", ">=", from)
    .where("number", "<=", to)
    .orderBy("number")
    .execute();
  return rows.map(blockOf);
}

/** Those of the numbered blocks that the ledger holds, ascending. */
export async function listBlocksIn(db: Executor, chainId: number, numbers: readonly number[]): Promise<Block[]> {
  if (numbers.length === 0) return [];
  const { from, to } = spanOf(numbers);
  const rows = await db
    .selectFrom("block")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("number", "=", anyNumber(numbers))
    .where("number", ">=", from)
    .where("number", "<=", to)
    .orderBy("number")
    .execute();
  return rows.map(blockOf);
}

export async function findBlock(db: Executor, chainId: number, number: number): Promise<Block | undefined> {
  return (await listBlocks(db, chainId, number, number))[0];
}

/** The highest block that the ledger holds, at or below `atMost` when given, whatever is missing below it. */
export async function findTopBlock(
  db: Executor,
  chainId: number,
  atMost: number = Number.MAX_SAFE_INTEGER,
): Promise<Block | undefined> {
  const row = await db
    .selectFrom("block")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("number", "<=", atMost)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && blockOf(row);
}

/** Whether the ledger holds this very block. */
export async function holdsBlock(db: Executor, chainId: number, { number, hash }: BlockRef): Promise<boolean> {
  return (await findBlock(db, chainId, number))?.hash === hash;
}

/** The lowest block that the ledger holds. */
export async function findFirstBlock(db: Executor, chainId: number): Promise<Block | undefined> {
  const row = await db
    .selectFrom("block")
    .selectAll()
    .where("chain_id", "=", chainId)
    .orderBy("number")
    .limit(1)
    .executeTakeFirst();
  return row && blockOf(row);
}

/**
 * The last block of from..to that is older than a time (unix seconds); from - 1 when none is. The ledger holds all of them,
 * and block time never goes back.
 */
export async function findLastBlockBefore(
  db: Executor,
  chainId: number,
  { from, to }: BlockSpan,
  time: number,
): Promise<number> {
  const timeOf = async (number: number) => {
    const block = await findBlock(db, chainId, number);
    if (block === undefined) throw new Error(`Broken invariant: the ledger holds block ${number}`);
    return block.time;
  };
  return (await findFirstBlockAt(timeOf, from, to, time)) - 1;
}

/** The highest block of from..to that the ledger holds. */
export async function findTopBlockWithin(
  db: Executor,
  chainId: number,
  { from, to }: BlockSpan,
): Promise<Block | undefined> {
  const row = await db
    .selectFrom("block")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("number", ">=", from)
    .where("number", "<=", to)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && blockOf(row);
}

function blockOf(row: Selectable<BlockTable>): Block {
  return {
    number: row.number,
    hash: hexOf(row.hash),
    parentHash: hexOf(row.parent_hash),
    time: secondsOf(row.time),
  };
}
