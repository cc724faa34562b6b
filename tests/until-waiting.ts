import type { Database } from "@redflag/store/database";
import { vi } from "vitest";

/** Resolves when a session of this database waits for a lock that another holds. */
export async function untilWaiting({ pool }: Database): Promise<void> {
  const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  await vi.waitUntil(async () => (await pool.query(waits)).rows.length > 0, { timeout: 10_000 });
}
