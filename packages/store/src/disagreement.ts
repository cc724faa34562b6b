import type { Executor } from "./database.ts";
import { secondsOf } from "./time.ts";

export interface Disagreement {
  endpoint: string;
  blockNumber: number;
  /** What was wrong: a Problem code, or a name of the caller's. */
  kind: string;
  /** The facts, for an operator: plain JSON, never a secret. */
  detail: Readonly<Record<string, unknown>>;
  /** Unix seconds. */
  createdAt: number;
}

/** Holds an answer against its endpoint. The same once more is not news. @returns whether it is new */
export async function insertDisagreement(
  db: Executor,
  chainId: number,
  { endpoint, blockNumber, kind, detail }: Omit<Disagreement, "createdAt">,
): Promise<boolean> {
  const result = await db
    .insertInto("disagreement")
    .values({ chain_id: chainId, endpoint, block_number: blockNumber, kind, detail: JSON.stringify(detail) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The newest first. */
export async function listDisagreements(db: Executor, chainId: number, limit: number): Promise<Disagreement[]> {
  const rows = await db
    .selectFrom("disagreement")
    .selectAll()
    .where("chain_id", "=", chainId)
    .orderBy("created_at", "desc")
    .orderBy("block_number", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    endpoint: row.endpoint,
    blockNumber: row.block_number,
    kind: row.kind,
    detail: row.detail as Disagreement["detail"],
    createdAt: secondsOf(row.created_at),
  }));
}
