import { type Selectable, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";

/** A backfill as whoever asked for it reads it. */
export interface AskedBackfill extends BlockSpan {
  id: string;
  chainId: number;
  /** Absent where it was asked for on the command line. */
  reason?: string;
  askedBy?: string;
  askedAt: Date;
  finishedAt?: Date;
  isCancelled: boolean;
}

/** Those that have not ended, and then the newest. */
export async function listAskedBackfills(db: Executor, limit: number): Promise<AskedBackfill[]> {
  const rows = await db
    .selectFrom("backfill")
    .selectAll()
    .orderBy(sql`finished_at is null`, "desc")
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(askedBackfillOf);
}

export async function findAskedBackfill(
  db: Executor,
  which: { id: string } | (BlockSpan & { chainId: number }),
): Promise<AskedBackfill | undefined> {
  const query = db.selectFrom("backfill").selectAll();
  const one =
    "id" in which
      ? query.where("id", "=", which.id)
      : query
          .where("chain_id", "=", which.chainId)
          .where("from_block", "=", which.from)
          .where("to_block", "=", which.to);
  const row = await one.executeTakeFirst();
  return row && askedBackfillOf(row);
}

/** Ends one that has not ended; what was read stays. @returns undefined where there is none */
export async function cancelBackfill(tx: Executor, id: string): Promise<AskedBackfill | undefined> {
  await tx
    .updateTable("backfill")
    .set({ finished_at: sql<Date>`now()`, is_cancelled: true })
    .where("id", "=", id)
    .where("finished_at", "is", null)
    .execute();
  return findAskedBackfill(tx, { id });
}

function askedBackfillOf(row: Selectable<Schema["backfill"]>): AskedBackfill {
  return {
    id: row.id,
    chainId: row.chain_id,
    from: row.from_block,
    to: row.to_block,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.asked_by !== null && { askedBy: row.asked_by }),
    askedAt: row.created_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    isCancelled: row.is_cancelled,
  };
}
