import type { Executor } from "./database.ts";

export interface IdempotentAnswer {
  requestHash: Buffer;
  status: number;
  body: unknown;
}

/** What a caller was answered under this key since then. */
export async function findIdempotentAnswer(
  db: Executor,
  caller: string,
  key: string,
  since: Date,
): Promise<IdempotentAnswer | undefined> {
  const row = await db
    .selectFrom("idempotent_answer")
    .select(["request_hash", "status", "body"])
    .where("caller", "=", caller)
    .where("key", "=", key)
    .where("created_at", ">", since)
    .executeTakeFirst();
  return row && { requestHash: row.request_hash, status: row.status, body: row.body };
}

/** Fails when the key is taken: of two at once, one takes effect. An answer from before `since` makes room. */
export async function insertIdempotentAnswer(
  tx: Executor,
  { caller, key, requestHash, status, body, since }: IdempotentAnswer & { caller: string; key: string; since: Date },
): Promise<void> {
  await tx
    .deleteFrom("idempotent_answer")
    .where("caller", "=", caller)
    .where("key", "=", key)
    .where("created_at", "<=", since)
    .execute();
  await tx
    .insertInto("idempotent_answer")
    .values({ caller, key, request_hash: requestHash, status, body: JSON.stringify(body) })
    .execute();
}

/** Answers from before that are forgotten. */
export async function deleteIdempotentAnswers(db: Executor, before: Date): Promise<void> {
  await db.deleteFrom("idempotent_answer").where("created_at", "<=", before).execute();
}
