import { CompiledQuery } from "kysely";
import pg from "pg";
import type { Executor } from "./database.ts";

const COPY = /^copy [a-z_]+ \([a-z_, ]+\) from stdin binary$/;

/** @param pieces the whole of a binary COPY */
export async function copyRows(
  tx: Executor,
  table: string,
  columns: readonly string[],
  pieces: readonly Buffer[],
): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(`copy ${table} (${columns.join(", ")}) from stdin binary`, [...pieces]));
}

/** Whether a statement is one of `copyRows`, whose parameters are the rows that the server asks for. */
export function isCopy(text: string): boolean {
  return COPY.test(text);
}

/** The statement as the driver takes it, which sends no rows of itself. */
export function copyQuery<Result>(
  text: string,
  pieces: readonly Buffer[],
  done: (error: Error | undefined, result: Result) => void,
): pg.Submittable {
  const query = new pg.Query(text, (error, result: unknown) => done(error ?? undefined, result as Result));
  return Object.assign(query, {
    handleCopyInResponse(connection: CopyConnection) {
      for (const piece of pieces) connection.sendCopyFromChunk(piece);
      connection.endCopyFrom();
    },
  });
}

/** What the driver's connection has, and its types do not say. */
interface CopyConnection {
  sendCopyFromChunk(bytes: Buffer): void;
  endCopyFrom(): void;
}
