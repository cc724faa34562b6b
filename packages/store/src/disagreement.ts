import { type Selectable, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";
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
  return rows.map(disagreementOf);
}

/** A page of those about blocks of a span, ascending by block, then endpoint and kind: `after` the last one before it. */
export async function listDisagreementsWithin(
  db: Executor,
  chainId: number,
  { from, to }: BlockSpan,
  { after, limit }: { after?: Disagreement; limit: number },
): Promise<Disagreement[]> {
  let query = db
    .selectFrom("disagreement")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", ">=", from)
    .where("block_number", "<=", to)
    .orderBy("block_number")
    .orderBy("endpoint")
    .orderBy("kind")
    .limit(limit);
  if (after !== undefined) {
    const { blockNumber, endpoint, kind } = after;
    query = query.where(sql<boolean>`(block_number, endpoint, kind) > (${blockNumber}, ${endpoint}, ${kind})`);
  }
  return (await query.execute()).map(disagreementOf);
}

/** How often each endpoint was contradicted about blocks of a span, by kind. */
export async function countDisagreements(
  db: Executor,
  chainId: number,
  { from, to }: BlockSpan,
): Promise<Array<{ endpoint: string; kind: string; count: number }>> {
  return db
    .selectFrom("disagreement")
    .select(["endpoint", "kind"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("chain_id", "=", chainId)
    .where("block_number", ">=", from)
    .where("block_number", "<=", to)
    .groupBy(["endpoint", "kind"])
    .orderBy("endpoint")
    .orderBy("kind")
    .execute();
}

/**
 * Kinds that show nobody's fault: where two differ one of them is wrong, and nobody knows which; at the head honest
 * endpoints differ about the newest blocks.
 */
export const UNDECIDED_KINDS = ["peers_differ", "peer_hash"];

/** Endpoints that were ever shown to have given a wrong answer, by name. */
export async function listCaughtEndpoints(db: Executor, chainId: number): Promise<string[]> {
  const rows = await db
    .selectFrom("disagreement")
    .select("endpoint")
    .distinct()
    .where("chain_id", "=", chainId)
    .where("kind", "not in", UNDECIDED_KINDS)
    .orderBy("endpoint")
    .execute();
  return rows.map(({ endpoint }) => endpoint);
}

function disagreementOf(row: Selectable<Schema["disagreement"]>): Disagreement {
  return {
    endpoint: row.endpoint,
    blockNumber: row.block_number,
    kind: row.kind,
    detail: row.detail as Disagreement["detail"],
    createdAt: secondsOf(row.created_at),
  };
}
