import { sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import type { Executor } from "./database.ts";

/** Asks for blocks from..to, both inclusive; of one that has ended, again. @param asker who asks, and why; not of the command line */
export async function insertBackfill(
  db: Executor,
  chainId: number,
  { from, to }: BlockSpan,
  asker?: { reason: string; askedBy: string },
): Promise<void> {
  const asked = { reason: asker?.reason ?? null, asked_by: asker?.askedBy ?? null };
  await db
    .insertInto("backfill")
    .values({ chain_id: chainId, from_block: from, to_block: to, ...asked })
    .onConflict((conflict) =>
      conflict.columns(["chain_id", "from_block", "to_block"]).doUpdateSet({
        ...{ ...asked, finished_at: null, is_cancelled: false, created_at: sql<Date>`now()` },
      }),
    )
    .execute();
}

/** What is asked for and not finished, as few stretches as possible, ascending: those that meet or overlap are one. */
export async function listBackfillSpans(db: Executor, chainId: number): Promise<BlockSpan[]> {
  const rows = await db
    .selectFrom("backfill")
    .select(["from_block", "to_block"])
    .where("chain_id", "=", chainId)
    .where("finished_at", "is", null)
    .orderBy("from_block")
    .execute();
  const spans: BlockSpan[] = [];
  for (const { from_block: from, to_block: to } of rows) {
    const last = spans.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  }
  return spans;
}

/** Nothing is left to do for whatever lies within from..to. */
export async function finishBackfills(db: Executor, chainId: number, { from, to }: BlockSpan): Promise<void> {
  await db
    .updateTable("backfill")
    .set({ finished_at: sql<Date>`now()` })
    .where("chain_id", "=", chainId)
    .where("finished_at", "is", null)
    .where("from_block", ">=", from)
    .where("to_block", "<=", to)
    .execute();
}

/** The first block of any stretch that was ever asked for and begins within from..to. */
export async function findEarliestBackfill(
  db: Executor,
  chainId: number,
  { from, to }: BlockSpan,
): Promise<number | undefined> {
  const row = await db
    .selectFrom("backfill")
    .select((eb) => eb.fn.min("from_block").as("first"))
    .where("chain_id", "=", chainId)
    .where("from_block", ">=", from)
    .where("from_block", "<=", to)
    .executeTakeFirst();
  return row?.first ?? undefined;
}
