import type { Executor } from "./database.ts";

/** What a write answered under a caller's `Idempotency-Key`. */
export interface IdempotentAnswer {
  /** SHA-256 of method, path and body. */
  requestHash: Buffer;
  status: number;
  /** Absent where none was sent. */
  body?: unknown;
  createdAt: Date;
}

export interface NewIdempotentAnswer {
  /** `user:<id>` or `key:<id>`. */
  caller: string;
  key: string;
  requestHash: Buffer;
  status: number;
  body?: unknown;
  now: Date;
}

export async function findIdempotentAnswer(
  db: Executor,
  caller: string,
  key: string,
): Promise<IdempotentAnswer | undefined> {
  const row = await db
    .selectFrom("idempotent_answer")
    .selectAll()
    .where("caller", "=", caller)
    .where("key", "=", key)
    .executeTakeFirst();
  return (
    row && {
      requestHash: row.request_hash,
      status: row.status,
      ...(row.body !== null && { body: row.body }),
      createdAt: row.created_at,
    }
  );
}

/**
 * Keeps the answer, in the transaction of the write that it answers.
 * @returns `taken` when another request has used the key meanwhile: roll back, so that there is one effect, and look that
 * answer up. It waits for one that has not committed yet.
 */
export async function insertIdempotentAnswer(tx: Executor, answer: NewIdempotentAnswer): Promise<"inserted" | "taken"> {
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto("idempotent_answer")
    .values({
      caller: answer.caller,
      key: answer.key,
      request_hash: answer.requestHash,
      status: answer.status,
      body: answer.body === undefined ? null : JSON.stringify(answer.body),
      created_at: answer.now,
    })
    .onConflict((conflict) => conflict.columns(["caller", "key"]).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n ? "inserted" : "taken";
}

/** @returns how many */
export async function deleteIdempotentAnswers(db: Executor, olderThan: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("idempotent_answer")
    .where("created_at", "<", olderThan)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
