import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { Database, Executor } from "./database.ts";
import { listMigrationFiles, type MigrationFile } from "./migration-file.ts";
import { inTransaction } from "./transaction.ts";

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
 * first does the work, the others find it done.
 * @param directory of `NNNN_name.sql` files
 * @throws Problem `database_newer`, `database_migration_changed`, `database_not_owner`, `database_unreachable`; what was
 * applied stays applied
 */
export async function migrate(db: Database, directory: string): Promise<{ applied: string[]; current: number }> {
  const files = await listMigrationFiles(directory);
  const applied: string[] = [];
  for (;;) {
    const next = await inTransaction(db, (tx) => applyNext(tx, files));
    if (next === undefined) return { applied, current: files.length };
    applied.push(next.name);
  }
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

async function applyNext(tx: Executor, files: readonly MigrationFile[]): Promise<MigrationFile | undefined> {
  await takeAdvisoryLock(tx, "migrate", "exclusive");
  await refuseOthers(tx);
  await sql`
    create table if not exists migration (
      number     integer primary key,
      name       text not null,
      checksum   bytea not null,
      applied_at timestamptz not null default now()
    )`.execute(tx);
  const applied = await listApplied(tx);
  check(applied, files);
  const next = files[applied.length];
  if (next === undefined) return undefined;
  await sql.raw(next.sql).execute(tx);
  await sql`insert into migration (number, name, checksum) values (${next.number}, ${next.name}, ${next.checksum})`.execute(
    tx,
  );
  return next;
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
