import { sql } from "kysely";
import type { Database, Executor } from "./database.ts";
import { inTransaction } from "./transaction.ts";

/** Who reads: staff, or one subscriber, who is shown its own rows only. */
export type Scope = { kind: "staff" } | { kind: "subscriber"; subscriberId: string };

export function readAs<T>(db: Database, scope: Scope, work: (db: Executor) => Promise<T>): Promise<T> {
  return scope.kind === "staff" ? work(db.kysely) : writeAs(db, scope, work);
}

export function writeAs<T>(db: Database, scope: Scope, work: (tx: Executor) => Promise<T>): Promise<T> {
  return inTransaction(db, async (tx) => {
    if (scope.kind === "subscriber") {
      await sql`select set_config('redflag.subscriber', ${scope.subscriberId}, true)`.execute(tx);
    }
    return work(tx);
  });
}
