import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@redflag/store/database";
import type { PipelineProcess } from "./pipeline-process.ts";

/**
 * Freezes the process at moments a few milliseconds apart until one falls inside a transaction, and leaves it frozen
 * there. The server says so itself: a session that stays `idle in transaction` while its client is stopped has begun a
 * transaction that nobody has ended.
 * @returns whether it stands inside one; when not, it is running
 */
export async function freezeInsideTransaction(
  db: Database,
  victim: PipelineProcess,
  attemptsMax: number,
): Promise<boolean> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    victim.signal("SIGSTOP");
    // Twice: the first look could have met a COMMIT that was already on its way.
    const stands = await standsInsideTransaction(db, victim.applicationName);
    if (stands && (await standsInsideTransaction(db, victim.applicationName))) return true;
    victim.signal("SIGCONT");
    await sleep(1 + (attempt % 7));
  }
  return false;
}

async function standsInsideTransaction(db: Database, applicationName: string): Promise<boolean> {
  const { rows } = await db.pool.query(
    `select 1 from pg_stat_activity
     where application_name = $1 and state = 'idle in transaction' and datname = current_database()`,
    [applicationName],
  );
  return rows.length > 0;
}
