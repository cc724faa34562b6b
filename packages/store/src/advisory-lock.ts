import { sql } from "kysely";
import type { Executor } from "./database.ts";

/**
 * Waits for a named lock, held until the transaction ends. Names are ours: `migrate`, `partition:1`, `ledger:1`, `lane:1`,
 * `cut:1`, `cross-chain` (tried, or waited for by a rebuild), `lookback:1` (tried, see lookback.ts), `audit` (in SQL),
 * `audit-checkpoint`, `list-source:<list>`, `heuristic:<id>`, `alert:<id>`, `border_note:<list>`, `enrichment_row:<list>`,
 * `feed` (tried, in SQL), `release` (tried), `release-lists` (tried), `webhooks:<subscriber>` (whoever makes a webhook or a set of
 * addresses), `installation-key` (shared by whoever seals or hashes under it), `saved-views`, `backtests` (whoever asks for one),
 * `conditions` (tried).
 * A shared holder keeps out exclusive ones only.
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

function keyOf(name: string) {
  return sql`hashtextextended(${`redflag:${name}`}, 0)`;
}
