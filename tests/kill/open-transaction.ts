import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@redflag/store/database";
import type { PipelineProcess, Role } from "./pipeline-process.ts";

/**
 * Freezes the process at moments a few milliseconds apart until one falls inside a transaction, and leaves it frozen
 * there. The server says so itself: a session that stays `idle in transaction` while its client is stopped has begun a
 * transaction that nobody has ended.
 * @returns whether it stands inside one; when not, it is running
 */
export async function freezeInsideTransaction(
  db: Database,
  victim: Pick<PipelineProcess, "sessionsLike" | "signal">,
  attemptsMax: number,
): Promise<boolean> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    victim.signal("SIGSTOP");
    // Twice: the first look could have met a COMMIT that was already on its way.
    const stands = await standsInsideTransaction(db, victim.sessionsLike);
    if (stands && (await standsInsideTransaction(db, victim.sessionsLike))) return true;
    victim.signal("SIGCONT");
    await sleep(1 + (attempt % 7));
  }
  return false;
}

/** What each role writes in the middle of its own transaction: with the table locked it cannot go past that statement. */
const WRITES: Readonly<Record<Role, string>> = { ingest: "coverage", screen: "lane" };

/**
 * The certain way, for a machine on which a transaction is too short to be met: the table that the role writes is locked
 * until a session of the process waits for it, and while `kill` runs.
 * @returns whether the process stood inside a transaction when it was killed
 */
export async function killAtTheLock(
  db: Database,
  victim: PipelineProcess,
  waitMs: number,
  kill: () => Promise<void>,
): Promise<boolean> {
  const client = await db.pool.connect();
  try {
    await client.query("begin");
    await client.query(`lock table ${WRITES[victim.role]} in share mode`);
    const deadline = Date.now() + waitMs;
    let waits = false;
    while (!waits && Date.now() < deadline) {
      await sleep(20);
      waits = await waitsInsideTransaction(db, victim.sessionsLike);
    }
    await kill();
    return waits;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function standsInsideTransaction(db: Database, sessionsLike: string): Promise<boolean> {
  const { rows } = await db.pool.query(
    `select 1 from pg_stat_activity
     where application_name like $1 and state = 'idle in transaction' and datname = current_database()`,
    [sessionsLike],
  );
  return rows.length > 0;
}

async function waitsInsideTransaction(db: Database, sessionsLike: string): Promise<boolean> {
  const { rows } = await db.pool.query(
    `select 1 from pg_stat_activity
     where application_name like $1 and wait_event_type = 'Lock' and wait_event = 'relation'
       and datname = current_database()`,
    [sessionsLike],
  );
  return rows.length > 0;
}
