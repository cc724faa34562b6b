import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import pg from "pg";
import type { Database } from "./database.ts";
import { isOfDatabase } from "./database-error.ts";
import { inspectMigrations, SCHEMA_LOCK } from "./migrate.ts";

/** Keeps the tables as they are under a process: the migrator applies nothing that it would be wrong on. */
export interface SchemaHold {
  release(): Promise<void>;
}

const POLL_MS = 200;
const RETRY_MS = 1_000;
const TRY = `select pg_try_advisory_lock_shared(hashtextextended('redflag:${SCHEMA_LOCK}', 0)) as taken`;

/**
 * Waits out a migration, proves that the tables are this program's, and holds them so on a session of its own. Where that is
 * lost it takes it again; when meanwhile somebody has changed the tables, `onMoved` says so once: the process must end.
 * @param directory of this program's migrations
 * @throws Problem `database_older`, `database_newer`, `database_migration_changed`, `database_unreachable`
 */
export async function holdSchema(
  db: Database,
  directory: string,
  onMoved: (problem: Problem) => void,
): Promise<SchemaHold> {
  let isReleased = false;
  let current = await take();
  watch(current);
  return {
    async release() {
      isReleased = true;
      await current.end().catch(() => undefined);
    },
  };

  async function take(): Promise<pg.Client> {
    const session = new pg.Client(db.pool.options);
    // An unheard "error" would end the process; "end" follows it.
    session.on("error", () => undefined);
    try {
      await session.connect();
      while (!(await isTaken(session))) await sleep(POLL_MS);
      await assertCurrentSchema(db, directory);
      return session;
    } catch (error) {
      await session.end().catch(() => undefined);
      throw error;
    }
  }

  function watch(session: pg.Client): void {
    session.once("end", () => {
      if (!isReleased) void takeBack();
    });
  }

  async function takeBack(): Promise<void> {
    while (!isReleased) {
      await sleep(RETRY_MS, undefined, { ref: false });
      try {
        current = await take();
      } catch (error) {
        if (error instanceof Problem && error.code !== "database_unreachable") return onMoved(error);
        if (isOfDatabase(error)) continue;
        throw error;
      }
      if (isReleased) await current.end().catch(() => undefined);
      else watch(current);
      return;
    }
  }
}

/** @throws Problem `database_older`, and as `inspectMigrations` does */
export async function assertCurrentSchema(db: Database, directory: string): Promise<void> {
  const { pending, current } = await inspectMigrations(db.kysely, directory);
  if (pending.length > 0)
    throw new Problem("database_older", `it has ${current}, and ${pending.join(", ")} are to come`);
}

async function isTaken(session: pg.Client): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>(TRY);
  return rows[0]?.taken === true;
}
