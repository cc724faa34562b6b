import assert from "node:assert";
import { sql } from "kysely";
import type { Database, Executor } from "./database.ts";
import { inOneMessage, type PreparedQuery } from "./prepared-query.ts";
import { readOneWithin } from "./snapshot.ts";

/** Whose rows are seen: as the policies of the database know a subscriber and whoever acts for it. */
export interface Scope {
  subscriberId: string;
  /** `user:<id>` or `key:<id>`. */
  caller: string;
}

const SUBSCRIBER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CALLER = /^(user|key):[0-9a-f-]{36}$/;

function check({ subscriberId, caller }: Scope): void {
  assert(SUBSCRIBER.test(subscriberId) && CALLER.test(caller), "a scope is made of ids");
}

/** Begin and settings are one message, and the settings end with the transaction, however it ends. */
function begin(scope: Scope, mode: "read only" | "read write"): string {
  // Then nothing in it can end a literal.
  check(scope);
  const { subscriberId, caller } = scope;
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

const SETTINGS = {
  name: "scope",
  text:
    "select set_config('redflag.subscriber', $1, true), set_config('redflag.caller', $2, true), " +
    "set_config('transaction_read_only', 'on', true)",
};

/** The row of one query, as `readAs` would give it: one round trip, and nothing in it is parsed or planned again. */
export async function readOneAs<Row extends object, T>(
  db: Database,
  scope: Scope,
  query: PreparedQuery<Row, T>,
): Promise<T | undefined> {
  check(scope);
  const settings = { ...SETTINGS, values: [scope.subscriberId, scope.caller] };
  const connection = await db.connections.connect();
  let failed = true;
  try {
    const rows = await connection.submit<Row[]>((done) => inOneMessage([settings, query], done));
    failed = false;
    return rows[0] && query.of(rows[0]);
  } finally {
    connection.release(failed);
  }
}

/** The same without a scope: for whoever no policy applies to. */
export function readOne<Row extends object, T>(db: Database, query: PreparedQuery<Row, T>): Promise<T | undefined> {
  return readOneWithin(db.kysely, query);
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
