import type { Database } from "@redflag/store/database";
import { asDatabaseProblem } from "@redflag/store/database-error";
import type pg from "pg";

/** As any statement of the step: it waits at the gate, and its session may be ended. */
export async function execute({ pool }: Database, sql: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = await pool.connect();
  try {
    return await client.query(sql, values);
  } catch (error) {
    throw asDatabaseProblem(error, { host: "", port: 0, database: "" });
  } finally {
    client.release();
  }
}
