import { sql } from "kysely";
import type { Database, Executor } from "./database.ts";

/**
 * Runs `work` in one transaction that sees the database as it was when it began and can change nothing, whatever is written
 * meanwhile; but for the table `scratch_profile`, which is this connection's own and gone with it. It holds up vacuum as long
 * as it lasts, and no writer.
 */
export async function inScratch<T>(db: Database, work: (tx: Executor) => Promise<T>): Promise<T> {
  return db.kysely.connection().execute(async (connection) => {
    // By the owner, since services make no tables.
    await sql`select make_scratch()`.execute(connection);
    try {
      return await connection
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute(work);
    } finally {
      await sql`select drop_scratch()`.execute(connection);
    }
  });
}
