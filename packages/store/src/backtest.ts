import type { Canonical } from "@redflag/domain/content-hash";
import type { ChangedParams } from "@redflag/domain/heuristic-setting";
import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { BlockSpan } from "./block-span.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";
import type { BacktestTable } from "./schema-tuning.ts";

export type BacktestState = "queued" | "running" | "done" | "failed" | "cancelled";

/** That wait or run of one person at once: each costs a core and holds up vacuum. Ours [E]. */
const OPEN_PER_PERSON_MAX = 5;

/** What somebody asks of the past. */
export interface NewBacktest extends BlockSpan {
  id: string;
  heuristic: string;
  heuristicVersion: number;
  chainId: number;
  /** All of them. */
  params: Readonly<Record<string, Canonical>>;
  /** Those that are not the rule's own. */
  changed: ChangedParams;
  reason: string;
  author: Actor;
}

export interface StoredBacktest extends NewBacktest {
  createdAt: Date;
  state: BacktestState;
  startedAt?: Date;
  endedAt?: Date;
  /** Blocks folded, and of how many. */
  progress?: { done: number; total: number };
  /** `BacktestResult` of the contract, of one that is done. */
  result?: unknown;
  failure?: { code: string; detail: string };
  cancelledBy?: Actor;
}

/** @throws Problem `backtests_full` */
export async function insertBacktest(tx: Executor, asked: NewBacktest): Promise<StoredBacktest> {
  const { id, heuristic, heuristicVersion, chainId, from, to, params, changed, reason, author } = asked;
  await takeAdvisoryLock(tx, "backtests", "exclusive");
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from backtest
    where state in ('queued', 'running') and author_person = person_behind(${author.by})`.execute(tx);
  if ((rows[0]?.count ?? 0) >= OPEN_PER_PERSON_MAX) {
    throw new Problem("backtests_full", `${OPEN_PER_PERSON_MAX} of yours wait or run`);
  }
  const row = await tx
    .insertInto("backtest")
    .values({
      id,
      heuristic,
      heuristic_version: heuristicVersion,
      chain_id: chainId,
      from_block: from,
      to_block: to,
      params: JSON.stringify(params),
      changed: JSON.stringify(changed),
      reason,
      author: author.by,
      author_name: author.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return backtestOf(row);
}

export interface BacktestFilter {
  limit: number;
  before?: { createdAt: Date; id: string };
  heuristic?: string;
  state?: BacktestState;
}

/** The newest first, without results: those are long. */
export async function listBacktests(
  db: Executor,
  { limit, before, heuristic, state }: BacktestFilter,
): Promise<StoredBacktest[]> {
  let query = db
    .selectFrom("backtest")
    .select([...COLUMNS, sql<unknown>`null`.as("result")])
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (heuristic !== undefined) query = query.where("heuristic", "=", heuristic);
  if (state !== undefined) query = query.where("state", "=", state);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(created_at, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  return (await query.execute()).map(backtestOf);
}

/** @throws Problem `not_found` */
export async function getBacktest(db: Executor, id: string): Promise<StoredBacktest> {
  const row = await db.selectFrom("backtest").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Problem("not_found", `no backtest has the id ${id}`);
  return backtestOf(row);
}

/**
 * One that has ended stays as it is; whoever runs it learns of this when next telling how far it is.
 * @throws Problem `not_found`
 */
export async function cancelBacktest(
  tx: Executor,
  id: string,
  actor: Actor,
): Promise<{ backtest: StoredBacktest; wasOpen: boolean }> {
  const { numUpdatedRows } = await tx
    .updateTable("backtest")
    .set({
      state: "cancelled",
      claimed_until: null,
      ended_at: sql<Date>`clock_timestamp()`,
      cancelled_by: actor.by,
      cancelled_by_name: actor.name,
    })
    .where("id", "=", id)
    .where("state", "in", ["queued", "running"])
    .executeTakeFirst();
  return { backtest: await getBacktest(tx, id), wasOpen: numUpdatedRows > 0n };
}

/** Costs what waits and runs: never many. */
export async function countOpenBacktests(db: Executor): Promise<{ queued: number; running: number }> {
  const { rows } = await sql<{ queued: number; running: number }>`
    select (count(*) filter (where state = 'queued'))::integer as queued,
      (count(*) filter (where state = 'running'))::integer as running
    from backtest where state in ('queued', 'running')`.execute(db);
  return rows[0] ?? { queued: 0, running: 0 };
}

const COLUMNS = [
  ...(["id", "heuristic", "heuristic_version", "chain_id", "from_block", "to_block", "params", "changed"] as const),
  ...(["reason", "author", "author_name", "author_person", "created_at", "state", "attempt_count"] as const),
  ...(["claimed_until", "started_at", "done_blocks", "total_blocks", "ended_at"] as const),
  ...(["failure_code", "failure", "cancelled_by", "cancelled_by_name"] as const),
];

export function backtestOf(row: Selectable<BacktestTable>): StoredBacktest {
  return {
    id: row.id,
    heuristic: row.heuristic,
    heuristicVersion: row.heuristic_version,
    chainId: row.chain_id,
    from: row.from_block,
    to: row.to_block,
    params: row.params as Readonly<Record<string, Canonical>>,
    changed: row.changed as ChangedParams,
    reason: row.reason,
    author: { by: row.author, name: row.author_name },
    createdAt: row.created_at,
    state: row.state as BacktestState,
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.done_blocks !== null &&
      row.total_blocks !== null && { progress: { done: row.done_blocks, total: row.total_blocks } }),
    ...(row.result !== null && { result: row.result }),
    ...(row.failure_code !== null && { failure: { code: row.failure_code, detail: row.failure ?? "" } }),
    ...(row.cancelled_by !== null && { cancelledBy: { by: row.cancelled_by, name: row.cancelled_by_name ?? "" } }),
  };
}
