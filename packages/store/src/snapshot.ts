import { CompiledQuery } from "kysely";
import type { Executor } from "./database.ts";
import type { PreparedQuery } from "./prepared-query.ts";

/**
 * Several reads of one moment, whatever is written meanwhile: a reorg between two of them would tell of payments on two branches.
 * @param db no transaction
 */
export function inSnapshot<T>(db: Executor, work: (tx: Executor) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(work);
}

/** One row of a query that others ask by itself. */
export async function readOneWithin<Row extends object, T>(
  tx: Executor,
  query: PreparedQuery<Row, T>,
): Promise<T | undefined> {
  const { rows } = await tx.executeQuery<Row>(CompiledQuery.raw(query.text, [...query.values]));
  return rows[0] && query.of(rows[0]);
}
