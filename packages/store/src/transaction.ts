import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import type { Database, Executor } from "./database.ts";
import { isRace } from "./database-error.ts";

export interface TransactionOptions {
  /**
   * How often to run `work` at most when it meets another transaction: serialization failure, deadlock, or a unique key
   * that the other one inserted first. 1 unless told: `work` must bear running again.
   */
  attemptsMax?: number;
}

/**
 * One transaction, READ COMMITTED: commits what `work` returns, rolls back what it throws.
 * @throws Problem `database_unreachable` when the connection is lost, even while committing: whether it took effect is
 * then unknown, and running the whole step again must be harmless; `database_full`; `ledger_moved` when every one of several attempts met
 * another transaction
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Executor) => Promise<T>,
  { attemptsMax = 1 }: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.kysely.transaction().execute(work);
    } catch (error) {
      if (!isRace(error) || attemptsMax === 1) throw error;
      if (attempt >= attemptsMax) {
        throw new Problem("ledger_moved", `other writers came first ${attempt} times`, { cause: error });
      }
    }
  }
}

/**
 * Before this transaction waits for what is not in the database: the server does not end it for doing nothing, and it holds
 * up no vacuum as long as it has written nothing. Without parameters this is a simple query, which closes what the one before
 * it has left open, and its snapshot.
 */
export async function keepingIdle(tx: Executor): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
}

/** Does the work and takes back all that it wrote, within a transaction that goes on. */
export async function takingBack<T>(tx: Executor, work: () => Promise<T>): Promise<T> {
  await sql`savepoint taking_back`.execute(tx);
  const result = await work();
  await sql`rollback to savepoint taking_back`.execute(tx);
  // Gone, so that work which itself takes something back leaves none of its own in the way.
  await sql`release savepoint taking_back`.execute(tx);
  return result;
}

/** Reads as of one moment, however much is written meanwhile. `db` is no transaction yet. */
export function readingOneMoment<T>(db: Executor, work: (tx: Executor) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(work);
}
