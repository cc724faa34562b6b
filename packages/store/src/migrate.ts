import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import { listLockHolders, releaseSessionLock, tryAdvisoryLock, trySessionLock } from "./advisory-lock.ts";
import type { Database, Executor } from "./database.ts";
import { isLockTaken } from "./database-error.ts";
import { listMigrationFiles, type MigrationFile } from "./migration-file.ts";

/** Held, shared, by whoever works on the tables as they are; alone by a file that changes them. */
export const SCHEMA_LOCK = "schema";

/** How long an attempt waits for a table, while others queue behind it, and how many it makes. */
interface LockPatience {
  lockTimeoutMs: number;
  attemptsMax: number;
}

const PATIENCE: LockPatience = { lockTimeoutMs: 1_000, attemptsMax: 30 };
const TURN_POLL_MS = 100;

export interface MigrationState {
  /** Number of the last applied migration; 0 in an empty database. */
  current: number;
  /** Number of the last migration that this program brings. */
  latest: number;
  /** Names still to be applied, in order. */
  pending: string[];
}

interface AppliedRow {
  number: number;
  name: string;
  checksum: Buffer;
}

/**
 * Applies what is missing, each file in one transaction with its own row. Several processes may start at once: the
 * first does the work, the others find it done. While anybody works on the tables as they are (`holdSchema`), only a file
 * that says why that stays right is applied; and no file queues for a table: whoever came after it would queue behind.
 * @param directory of `NNNN_name.sql` files
 * @throws Problem `database_newer`, `database_migration_changed`, `database_not_owner`, `database_unreachable`,
 * `database_in_use`, `migration_blocked`; what was applied stays applied
 */
export async function migrate(
  db: Database,
  directory: string,
  { lockTimeoutMs, attemptsMax }: LockPatience = PATIENCE,
): Promise<{ applied: string[]; current: number }> {
  const files = await listMigrationFiles(directory);
  return db.kysely.connection().execute(async (session) => {
    while (!(await trySessionLock(session, "migrate"))) await sleep(TURN_POLL_MS);
    try {
      const applied: string[] = [];
      for (;;) {
        const next = await findNext(session, files);
        if (next === undefined) return { applied, current: files.length };
        await applyPatiently(session, next, { lockTimeoutMs, attemptsMax });
        applied.push(next.name);
      }
    } finally {
      // With the connection it is gone by itself.
      await releaseSessionLock(session, "migrate").catch(() => undefined);
    }
  });
}

/**
 * What `migrate` would do, without doing it.
 * @throws as `migrate` does
 */
export async function inspectMigrations(db: Executor, directory: string): Promise<MigrationState> {
  const files = await listMigrationFiles(directory);
  const applied = await listApplied(db);
  check(applied, files);
  return {
    current: applied.length,
    latest: files.length,
    pending: files.slice(applied.length).map((file) => file.name),
  };
}

async function findNext(session: Executor, files: readonly MigrationFile[]): Promise<MigrationFile | undefined> {
  await refuseOthers(session);
  const applied = await listApplied(session);
  check(applied, files);
  return files[applied.length];
}

async function applyPatiently(session: Executor, file: MigrationFile, patience: LockPatience): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await apply(session, file, patience.lockTimeoutMs);
    } catch (error) {
      if (!isLockTaken(error)) throw error;
      if (attempt >= patience.attemptsMax) {
        const whom = await listLongTransactions(session);
        const detail = `${file.name} found a table taken ${attempt} times; open for longest: ${whom.join(", ") || "nobody any more"}`;
        throw new Problem("migration_blocked", detail, { cause: error });
      }
      // Whoever queued behind the attempt goes first.
      await sleep(patience.lockTimeoutMs);
    }
  }
}

async function apply(session: Executor, file: MigrationFile, lockTimeoutMs: number): Promise<void> {
  if (file.concurrentIndex !== undefined) await makeIndex(session, file.concurrentIndex, file.sql);
  await session.transaction().execute(async (tx) => {
    if (!file.isOnline && file.concurrentIndex === undefined) await keepOthersOut(tx, file);
    await sql`set local client_min_messages = warning`.execute(tx);
    await sql`
      create table if not exists migration (
        number     integer primary key,
        name       text not null,
        checksum   bytea not null,
        applied_at timestamptz not null default now()
      )`.execute(tx);
    await sql`select set_config('lock_timeout', ${`${lockTimeoutMs}ms`}, true)`.execute(tx);
    if (file.concurrentIndex === undefined) await sql.raw(file.sql).execute(tx);
    const { number, name, checksum } = file;
    await sql`insert into migration (number, name, checksum) values (${number}, ${name}, ${checksum})`.execute(tx);
  });
}

/** Waits as long as it must: it keeps nobody from reading or writing. What an attempt that was cut off left is taken away. */
async function makeIndex(session: Executor, name: string, statement: string): Promise<void> {
  await sql`drop index concurrently if exists ${sql.id(name)}`.execute(session);
  await sql.raw(statement).execute(session);
}

/** Until the file is applied nobody can begin to work on the tables. */
async function keepOthersOut(tx: Executor, { name }: MigrationFile): Promise<void> {
  if (await tryAdvisoryLock(tx, SCHEMA_LOCK)) return;
  const holders = await listLockHolders(tx, SCHEMA_LOCK);
  throw new Problem("database_in_use", `${name} is to be applied, and on the tables work: ${holders.join(", ")}`);
}

async function listLongTransactions(session: Executor): Promise<string[]> {
  const { rows } = await sql<{ name: string; pid: number }>`
    select coalesce(nullif(application_name, ''), usename) as name, pid from pg_stat_activity
    where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()
    order by xact_start limit 3`.execute(session);
  return rows.map(({ name, pid }) => `${name} (server process ${pid})`);
}

/** Whoever owns the tables migrates them; where there are none yet, whoever may make them. */
async function refuseOthers(tx: Executor): Promise<void> {
  const { rows } = await sql<{ login: string; owner: string | null; may: boolean }>`
    select current_user::text as login, pg_get_userbyid(relowner)::text as owner,
      coalesce(pg_has_role(relowner, 'usage'), has_schema_privilege(current_schema(), 'create'), false) as may
    from (select to_regclass('migration') as oid) as migration left join pg_class using (oid)`.execute(tx);
  const [row] = rows;
  if (row === undefined || row.may) return;
  const whose = row.owner === null ? "and may not make any" : `they are ${row.owner}'s`;
  throw new Problem("database_not_owner", `it is ${row.login}, ${whose}`);
}

async function listApplied(db: Executor): Promise<AppliedRow[]> {
  const exists = await sql<{ found: boolean }>`select to_regclass('migration') is not null as found`.execute(db);
  if (exists.rows[0]?.found !== true) return [];
  const { rows } = await sql<AppliedRow>`select number, name, checksum from migration order by number`.execute(db);
  return rows;
}

function check(applied: readonly AppliedRow[], files: readonly MigrationFile[]): void {
  const newest = applied.at(-1);
  if (newest !== undefined && newest.number > files.length) {
    throw new Problem("database_newer", `it has migration ${newest.name}; this Redflag knows ${files.length}`);
  }
  for (const [index, row] of applied.entries()) {
    const file = files[index];
    if (row.number !== index + 1 || file === undefined || !file.checksum.equals(row.checksum)) {
      throw new Problem("database_migration_changed", `${row.name} differs from what was applied`);
    }
  }
}
