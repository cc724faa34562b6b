import { sql } from "kysely";
import type { Executor } from "./database.ts";

/**
 * Waits for a named lock, held until the transaction ends. Names are ours: `partition:1`, `ledger:1`, `lane:1`,
 * `cut:1`, `cross-chain` (tried, or waited for by a rebuild), `lookback:1` (tried, see lookback.ts), `audit` (in SQL),
 * `audit-checkpoint`, `list-source:<list>`, `heuristic:<id>`, `alert:<id>`, `border_note:<list>`, `enrichment_row:<list>`,
 * `feed` (tried, in SQL), `release` (tried), `release-lists` (tried), `webhooks:<subscriber>` (whoever makes a webhook or a set of
 * addresses), `installation-key` (shared by whoever seals or hashes under it), `saved-views`, `backtests` (whoever asks for one),
 * `conditions` (tried).
 * A shared holder keeps out exclusive ones only. Held by sessions are `migrate` and `schema` (schema-hold.ts).
 */
export async function takeAdvisoryLock(tx: Executor, name: string, mode: "shared" | "exclusive"): Promise<void> {
  const key = keyOf(name);
  const take = mode === "shared" ? sql`pg_advisory_xact_lock_shared(${key})` : sql`pg_advisory_xact_lock(${key})`;
  await sql`select ${take}`.execute(tx);
}

/** Takes it alone if nobody has it. A transaction that does nothing else holds up no vacuum, however long it lasts. */
export async function tryAdvisoryLock(tx: Executor, name: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${keyOf(name)}) as taken`.execute(tx);
  return rows[0]?.taken === true;
}

/**
 * The same for as long as the session lasts. Never waited for inside a statement: an index that another session makes
 * concurrently waits for every older snapshot, and so for whoever waits for it.
 */
export async function trySessionLock(session: Executor, name: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${keyOf(name)}) as taken`.execute(session);
  return rows[0]?.taken === true;
}

export async function releaseSessionLock(session: Executor, name: string): Promise<void> {
  await sql`select pg_advisory_unlock(${keyOf(name)})`.execute(session);
}

/** Who holds it, by what each calls itself. */
export async function listLockHolders(db: Executor, name: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct application_name as name from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and objsubid = 1 and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())
      and (classid::bigint << 32 | objid::bigint) = ${keyOf(name)}
    order by 1`.execute(db);
  return rows.map((row) => row.name);
}

function keyOf(name: string) {
  return sql`hashtextextended(${`redflag:${name}`}, 0)`;
}
