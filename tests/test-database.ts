import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Database, openDatabase } from "@redflag/store/database";
import type { ServiceRole } from "@redflag/store/service-role";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { TEMPLATE_DATABASE } from "./postgres-server.ts";

/** A second: what is still connected then has been forgotten, and is cut off. */
const GOODBYES_MAX = 50;

/** Lists and all that hangs on them, to be emptied together: `truncate ${LIST_TABLES}`. */
export const LIST_TABLES =
  "list, list_version, list_bucket, list_entry, list_held_version, list_held_part, list_source, lookback, shared_version, shared_entry, list_release";

/**
 * A database of the calling test file's own, on the run's PostgreSQL, dropped after the file's last test.
 * @param template the migrated one unless told; `template0` has no table at all
 */
export async function createTestDatabaseUrl(template: string = TEMPLATE_DATABASE): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const url = new URL(inject("postgresUrl"));
  const server = serverOf(url.href);
  // Files copied as they are take half as long to make, and to drop, as pages that go through the log.
  await server.query(`create database ${name} template ${template} strategy file_copy`);
  afterAll(() => drop(server, name));
  url.pathname = name;
  return url.href;
}

/** The same, opened; closed by itself. Call it in `beforeAll` or at the top of the file. */
export async function openTestDatabase(poolMax = 4): Promise<Database> {
  const url = await createTestDatabaseUrl();
  const db = await openDatabase({ url, applicationName: "test", poolMax });
  afterAll(() => db.close());
  return db;
}

/** The same database, as a service logs in to it. */
export function urlOf(role: ServiceRole, databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  return url.href;
}

/** One session makes and drops the databases of all files that a worker runs: to begin one costs more than most queries. */
let shared: pg.Pool | undefined;

function serverOf(url: string): pg.Pool {
  // It ends with the worker, and keeps none alive.
  shared ??= new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true });
  return shared;
}

/**
 * A pool has ended once it has said goodbye; the server hears it a moment later. Whoever it still cuts off then gets an
 * error that no test waits for.
 */
async function drop(pool: pg.Pool, name: string): Promise<void> {
  for (let attempt = 1; attempt <= GOODBYES_MAX; attempt++) {
    const { rowCount } = await pool.query("select from pg_stat_activity where datname = $1", [name]);
    if (rowCount === 0) break;
    await sleep(20);
  }
  await pool.query(`drop database if exists ${name} with (force)`);
}
