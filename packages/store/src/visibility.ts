import assert from "node:assert";
import { type Compilable, sql } from "kysely";
import type { Database, Executor } from "./database.ts";

/** Whose rows are seen: as the policies of the database know a subscriber and whoever acts for it. */
export interface Scope {
  subscriberId: string;
  /** `user:<id>` or `key:<id>`. */
  caller: string;
}

const SUBSCRIBER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CALLER = /^(user|key):[0-9a-f-]{36}$/;

/** Begin and settings are one message, and the settings end with the transaction, however it ends. */
function begin({ subscriberId, caller }: Scope, mode: "read only" | "read write"): string {
  // Nothing that they may hold can end a literal.
  assert(SUBSCRIBER.test(subscriberId) && CALLER.test(caller), "a scope is made of ids");
  return (
    `begin ${mode}; select set_config('redflag.subscriber', '${subscriberId}', true), ` +
    `set_config('redflag.caller', '${caller}', true)`
  );
}

/**
 * Reads what the subscriber may see, in one transaction that cannot write.
 * @param db logged in as `redflag_exchange`: to anybody else no policy applies
 */
export function readAs<T>(db: Database, scope: Scope, work: (tx: Executor) => Promise<T>): Promise<T> {
  return runAs(db, begin(scope, "read only"), work);
}

/** The same, and what it writes it commits, or rolls back when it throws. */
export function writeAs<T>(db: Database, scope: Scope, work: (tx: Executor) => Promise<T>): Promise<T> {
  return runAs(db, begin(scope, "read write"), work);
}

/**
 * The rows of one query, as `readAs` would give them. On a database opened with `pipeline` the transaction around it costs
 * no round trip of its own.
 */
export async function readOneAs<T>(db: Database, scope: Scope, query: Compilable<T>): Promise<T[]> {
  const compiled = query.compile();
  if (db.pool.options.pipeline !== true) {
    return readAs(db, scope, async (tx) => (await tx.executeQuery(compiled)).rows);
  }
  const opening = begin(scope, "read only");
  const connection = await db.connections.connect();
  // All three are on their way before the first is answered. Nobody else gets the connection before the last one is: where
  // the query failed, the commit rolls back.
  const [begun, answered, ended] = await Promise.allSettled([
    connection.query(opening, []),
    connection.query<T>(compiled.sql, compiled.parameters),
    connection.query("commit", []),
  ]);
  connection.release();
  if (begun.status === "rejected") throw begun.reason;
  if (answered.status === "rejected") throw answered.reason;
  if (ended.status === "rejected") throw ended.reason;
  return answered.value.rows;
}

function runAs<T>(db: Database, opening: string, work: (tx: Executor) => Promise<T>): Promise<T> {
  return db.kysely.connection().execute(async (tx) => {
    await sql.raw(opening).execute(tx);
    let result: T;
    try {
      result = await work(tx);
    } catch (error) {
      // It can only fail with the connection, which then is not used again.
      await sql`rollback`.execute(tx).catch(() => undefined);
      throw error;
    }
    await sql`commit`.execute(tx);
    return result;
  });
}
