import { type Selectable, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import type { Executor } from "./database.ts";
import type { RepairTable } from "./schema-operations.ts";

export type RepairStep = "read" | "search" | "prove" | "ask" | "check";
export type RepairOutcome = "done" | "partial" | "stopped" | "failed" | "cancelled";

/** What a repair has done. */
export interface RepairAccount {
  /** Blocks that each step was carried out for. */
  blocks: Record<RepairStep, number>;
  /** Stretches that could not be mended, and why: the first of them, and how many there are. */
  failures: Array<BlockSpan & { step: RepairStep; reason: string }>;
  failureCount: number;
}

/** That somebody wants what coverage calls incomplete in a stretch mended, and how far that is. */
export interface StoredRepair extends BlockSpan {
  id: string;
  chainId: number;
  reason: string;
  askedBy: string;
  askedAt: Date;
  begunAt?: Date;
  /** Somebody has said that it works on it, and has not been silent since for longer than it announced. */
  isWorked: boolean;
  progress?: { step: RepairStep; blocks: number };
  finishedAt?: Date;
  outcome?: RepairOutcome;
  account?: RepairAccount;
  problem?: string;
}

/** @returns undefined where one that has not ended already covers these blocks */
export async function insertRepair(
  tx: Executor,
  {
    id,
    chainId,
    from,
    to,
    reason,
    askedBy,
  }: BlockSpan & { id: string; chainId: number; reason: string; askedBy: string },
): Promise<StoredRepair | undefined> {
  const open = await tx
    .selectFrom("repair")
    .select("id")
    .where("chain_id", "=", chainId)
    .where("finished_at", "is", null)
    .where("from_block", "<=", from)
    .where("to_block", ">=", to)
    .limit(1)
    .executeTakeFirst();
  if (open !== undefined) return undefined;
  await tx
    .insertInto("repair")
    .values({ id, chain_id: chainId, from_block: from, to_block: to, reason, asked_by: askedBy })
    .execute();
  return findRepair(tx, id);
}

export async function findRepair(db: Executor, id: string): Promise<StoredRepair | undefined> {
  const row = await selectRepairs(db).where("id", "=", id).executeTakeFirst();
  return row && repairOf(row);
}

/** Newest first. */
export async function listRepairs(
  db: Executor,
  { limit, before, chainId }: { limit: number; before?: { createdAt: Date; id: string }; chainId?: number },
): Promise<StoredRepair[]> {
  // Cursors have milliseconds, rows have more.
  const askedAt = sql<Date>`date_trunc('milliseconds', asked_at)`;
  let query = selectRepairs(db).orderBy(askedAt, "desc").orderBy("id", "desc").limit(limit);
  if (chainId !== undefined) query = query.where("chain_id", "=", chainId);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(${askedAt}, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  return (await query.execute()).map(repairOf);
}

/** Ends one that has not ended; what was mended stays. @returns undefined where there is none */
export async function cancelRepair(tx: Executor, id: string): Promise<StoredRepair | undefined> {
  await tx
    .updateTable("repair")
    .set({ finished_at: sql<Date>`now()`, outcome: "cancelled" })
    .where("id", "=", id)
    .where("finished_at", "is", null)
    .execute();
  return findRepair(tx, id);
}

/** Takes the oldest of the chain that nobody works on, for so long. Two that ask at once do not get the same one. */
export async function claimRepair(
  db: Executor,
  chainId: number,
  leaseSeconds: number,
): Promise<(BlockSpan & { id: string }) | undefined> {
  const { rows } = await sql<BlockSpan & { id: string }>`
    update repair set begun_at = coalesce(begun_at, now()), worked_until = now() + make_interval(secs => ${leaseSeconds})
    where id = (
      select id from repair
      where chain_id = ${chainId} and finished_at is null and coalesce(worked_until < now(), true)
      order by asked_at, id limit 1 for update skip locked
    )
    returning id, from_block as from, to_block as to`.execute(db);
  return rows[0];
}

/** Says that it is worked on still, and how far that is. @returns false where it was cancelled */
export async function renewRepair(
  db: Executor,
  id: string,
  leaseSeconds: number,
  progress: { step: RepairStep; blocks: number } | undefined,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("repair")
    .set({
      worked_until: sql<Date>`now() + make_interval(secs => ${leaseSeconds})`,
      ...(progress && { step: progress.step, step_blocks: progress.blocks }),
    })
    .where("id", "=", id)
    .where("finished_at", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Whoever worked on it stops before its end: the next one may begin at once. */
export async function releaseRepair(db: Executor, id: string): Promise<void> {
  await db
    .updateTable("repair")
    .set({ worked_until: null })
    .where("id", "=", id)
    .where("finished_at", "is", null)
    .execute();
}

/** One that was cancelled meanwhile stays so. */
export async function finishRepair(
  db: Executor,
  id: string,
  { outcome, account, problem }: { outcome: RepairOutcome; account?: RepairAccount; problem?: string },
): Promise<void> {
  await db
    .updateTable("repair")
    .set({
      outcome,
      finished_at: sql<Date>`now()`,
      report: account === undefined ? null : JSON.stringify(account),
      problem: problem ?? null,
    })
    .where("id", "=", id)
    .where("finished_at", "is", null)
    .execute();
}

function selectRepairs(db: Executor) {
  return db
    .selectFrom("repair")
    .selectAll()
    .select(sql<boolean>`finished_at is null and coalesce(worked_until >= now(), false)`.as("is_worked"));
}

function repairOf(row: Selectable<RepairTable> & { is_worked: boolean }): StoredRepair {
  return {
    id: row.id,
    chainId: row.chain_id,
    from: row.from_block,
    to: row.to_block,
    reason: row.reason,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    ...(row.begun_at !== null && { begunAt: row.begun_at }),
    isWorked: row.is_worked,
    // The table's checks hold them to these words.
    ...(row.step !== null && { progress: { step: row.step as RepairStep, blocks: row.step_blocks ?? 0 } }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(row.outcome !== null && { outcome: row.outcome as RepairOutcome }),
    ...(row.report !== null && { account: row.report as RepairAccount }),
    ...(row.problem !== null && { problem: row.problem }),
  };
}
