import type { Selectable } from "kysely";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";

/**
 * How far below a block the row that holds it is looked for, blocks: at a lane's head it begins a few below, where a backfill was some
 * thousands. Whoever asks without a bound makes the database look at each partition that the chain ever had, before it reads one: a
 * tenth of a second where there are three hundred.
 */
const BLOCKS_BELOW = [1_000, 100_000, Number.POSITIVE_INFINITY];

/** The last row of coverage that begins at or before a block. Rows never overlap: no other can hold the block. */
export async function findRowBelow(
  db: Executor,
  chainId: number,
  block: number,
  { forUpdate = false } = {},
): Promise<Selectable<Schema["coverage"]> | undefined> {
  for (const below of BLOCKS_BELOW) {
    const from = Math.max(0, block - below);
    const query = db
      .selectFrom("coverage")
      .selectAll()
      .where("chain_id", "=", chainId)
      .where("from_block", ">=", from)
      .where("from_block", "<=", block)
      .orderBy("from_block", "desc")
      .limit(1);
    const row = await (forUpdate ? query.forUpdate() : query).executeTakeFirst();
    if (row !== undefined || from === 0) return row;
  }
  return undefined;
}

/** Where the row that holds a block begins, if there is one; so every row that reaches beyond the block begins here or later. */
export async function findRowStart(db: Executor, chainId: number, block: number): Promise<number> {
  return (await findRowBelow(db, chainId, block))?.from_block ?? block;
}
