import { sql } from "kysely";
import type { Executor } from "./database.ts";

/**
 * Waits for a named lock, held until the transaction ends. Names are ours: `migrate`, `partition:1`, `ledger:1`, `lane:1`, `cut:1`, `lookback:1` (tried, see lookback.ts), `audit` (in SQL), `audit-checkpoint`.
 * A shared holder keeps out exclusive ones only.
 */
export async function takeAdvisoryLock(tx: Executor, name: string, mode: "shared" | "exclusive"): Promise<void> {
  const key = sql`hashtextextended(${`redflag:${name}`}, 0)`;
  const take = mode === "shared" ? sql`pg_advisory_xact_lock_shared(${key})` : sql`pg_advisory_xact_lock(${key})`;
  await sql`select ${take}`.execute(tx);
}
