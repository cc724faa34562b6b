import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** The database as a whole. */
export interface InstallationFacts {
  databaseBytes: number;
  /** Of PostgreSQL. */
  serverVersion: string;
  /** Somebody with an open account may let people in. */
  hasAdmin: boolean;
}

export async function findInstallationFacts(db: Executor): Promise<InstallationFacts> {
  const { rows } = await sql<InstallationFacts>`
    select pg_database_size(current_database()) as "databaseBytes", current_setting('server_version') as "serverVersion",
      exists (select from app_user where 'admin' = any (roles) and disabled_at is null) as "hasAdmin"`.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error("Broken invariant: a select without a table gives one row");
  return facts;
}

/** On its server's disk. */
export async function findDatabaseBytes(db: Executor): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(db);
  return rows[0]?.bytes ?? 0;
}
