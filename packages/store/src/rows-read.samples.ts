import { sql } from "kysely";
import type { Database, Executor } from "./database.ts";

/** How many rows of a table a piece of work has read, by whatever way: what it costs, without a clock. */
export function rowsReadBy(db: Database, table: string, work: (tx: Executor) => Promise<unknown>): Promise<number> {
  return db.kysely.transaction().execute(async (tx) => {
    const before = await rowsRead(tx, table);
    await work(tx);
    return (await rowsRead(tx, table)) - before;
  });
}

/** By this connection, since it last told the others. */
async function rowsRead(tx: Executor, table: string): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
    where relname = ${table}`.execute(tx);
  return rows[0]?.read ?? 0;
}
