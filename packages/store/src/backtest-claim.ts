import type { Selectable } from "kysely";
import { sql } from "kysely";
import { backtestOf, type StoredBacktest } from "./backtest.ts";
import type { Executor } from "./database.ts";
import type { BacktestTable } from "./schema-tuning.ts";
import { numberArray } from "./sql-array.ts";

/** A backtest that this process runs, until the claim ends. */
export interface ClaimedBacktest {
  backtest: StoredBacktest;
  /** How often it was claimed: names the claim, and whoever comes later has another. */
  attempt: number;
}

/**
 * Takes the oldest that waits, or whose claim has ended because nobody renewed it; undefined where there is none. Nobody else
 * takes it until the claim ends.
 */
export async function claimBacktest(
  db: Executor,
  chainIds: readonly number[],
  leaseMs: number,
): Promise<ClaimedBacktest | undefined> {
  const { rows } = await sql<Selectable<BacktestTable>>`
    update backtest set state = 'running', attempt_count = attempt_count + 1, claimed_until = ${until(leaseMs)},
      started_at = coalesce(started_at, clock_timestamp()), done_blocks = null, total_blocks = null
    where id = (
      select id from backtest
      where state in ('queued', 'running') and (state = 'queued' or claimed_until <= clock_timestamp())
        and chain_id = any (${numberArray(chainIds)}::bigint[])
      order by created_at, id limit 1 for update skip locked
    )
    returning *`.execute(db);
  const [row] = rows;
  return row && { backtest: backtestOf(row), attempt: row.attempt_count };
}

/** @returns whether the claim still holds: not when it was cancelled, or taken by somebody else */
export function renewClaim(
  db: Executor,
  claim: ClaimedBacktest,
  progress: { done: number; total: number } | undefined,
  leaseMs: number,
): Promise<boolean> {
  const { done = null, total = null } = progress ?? {};
  return settle(
    db,
    claim,
    sql`claimed_until = ${until(leaseMs)}, done_blocks = ${done}::bigint, total_blocks = ${total}::bigint`,
  );
}

/** @returns whether the claim still held, and so whether it is kept */
export function finishBacktest(db: Executor, claim: ClaimedBacktest, result: object): Promise<boolean> {
  return settle(
    db,
    claim,
    sql`state = 'done', ${ENDED}, done_blocks = total_blocks, result = ${JSON.stringify(result)}`,
  );
}

/** @returns whether the claim still held, and so whether it is kept */
export function failBacktest(
  db: Executor,
  claim: ClaimedBacktest,
  { code, detail }: { code: string; detail: string },
): Promise<boolean> {
  return settle(db, claim, sql`state = 'failed', ${ENDED}, failure_code = ${code}, failure = ${detail}`);
}

/** Gives it back, to be taken again at once: a process that ends in order has not tried it. */
export function releaseBacktest(db: Executor, claim: ClaimedBacktest): Promise<boolean> {
  return settle(db, claim, sql`state = 'queued', claimed_until = null, attempt_count = attempt_count - 1`);
}

const ENDED = sql`claimed_until = null, ended_at = clock_timestamp()`;

async function settle(
  db: Executor,
  { backtest: { id }, attempt }: ClaimedBacktest,
  change: ReturnType<typeof sql>,
): Promise<boolean> {
  const { rows } = await sql`
    update backtest set ${change} where id = ${id} and state = 'running' and attempt_count = ${attempt} returning id`.execute(
    db,
  );
  return rows.length > 0;
}

function until(leaseMs: number) {
  return sql`clock_timestamp() + make_interval(secs => ${leaseMs / 1_000})`;
}
