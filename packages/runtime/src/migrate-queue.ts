import { Problem } from "@redflag/domain/problem";
import { runMigrations } from "bullmq";
import pg from "pg";
import { QUEUE_SCHEMA } from "./queue-schema.ts";

/**
 * Brings the queue's schema up to date as its owner, and lets these roles use it without owning anything in it: they then
 * open it with `isMigrated`. Processes that do so at once wait for each other.
 * @throws Problem `queue_unreachable`
 */
export async function migrateQueue(url: string, roles: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "redflag queue" });
  try {
    await client.connect();
    // Two that grant at once would change the same rows of the catalogue. Ends with the connection.
    await client.query("select pg_advisory_lock(hashtextextended('redflag:queue', 0))");
    await runMigrations(client, QUEUE_SCHEMA);
    // It makes a queue's sequence when the queue is first used, which only the owner of the schema may.
    await client.query(
      `alter function ${QUEUE_SCHEMA}.next_job_id(text) security definer set search_path = ${QUEUE_SCHEMA}, pg_catalog, pg_temp`,
    );
    const { rows } = await client.query("select quote_ident(rolname) as name from pg_roles where rolname = any($1)", [
      roles,
    ]);
    const names = rows.map(({ name }) => name).join(", ");
    if (names === "") return;
    await client.query(
      `grant usage on schema ${QUEUE_SCHEMA} to ${names};
       grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${names};
       revoke insert, update, delete on ${QUEUE_SCHEMA}.migration from ${names};
       grant usage on all sequences in schema ${QUEUE_SCHEMA} to ${names};
       grant execute on all functions in schema ${QUEUE_SCHEMA} to ${names}`,
    );
  } catch (cause) {
    throw new Problem("queue_unreachable", cause instanceof Error ? cause.message : "unknown cause", { cause });
  } finally {
    await client.end();
  }
}
