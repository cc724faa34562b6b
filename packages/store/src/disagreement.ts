import { type Selectable, sql } from "kysely";
import type { BlockSpan } from "./block-span.ts";
import type { Executor } from "./database.ts";
import type { Schema } from "./schema.ts";
import { textArray } from "./sql-array.ts";
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

/** A page of them, the newest first, of a span where it is given: `before` the last one of the page before. */
export async function listNewestDisagreements(
  db: Executor,
  chainId: number,
  { span, before, limit }: { span?: Partial<BlockSpan>; before?: DisagreementPlace; limit: number },
): Promise<Disagreement[]> {
  let query = db
    .selectFrom("disagreement")
    .selectAll()
    .where("chain_id", "=", chainId)
    .orderBy(CREATED_S, "desc")
    .orderBy("block_number", "desc")
    .orderBy("endpoint", "desc")
    .orderBy("kind", "desc")
    .limit(limit);
  if (span?.from !== undefined) query = query.where("block_number", ">=", span.from);
  if (span?.to !== undefined) query = query.where("block_number", "<=", span.to);
  if (before !== undefined) {
    const { createdAt, blockNumber, endpoint, kind } = before;
    query = query.where(
      sql<boolean>`(${CREATED_S}, block_number, endpoint, kind) < (${createdAt}::timestamptz, ${blockNumber}, ${endpoint}, ${kind})`,
    );
  }
  return (await query.execute()).map(disagreementOf);
}

/** Of one in the order of the newest. */
export type DisagreementPlace = Pick<Disagreement, "blockNumber" | "endpoint" | "kind"> & { createdAt: Date };

/** Times are told in seconds, and so are the places of pages. */
const CREATED_S = sql<Date>`date_trunc('second', created_at, 'UTC')`;

/** Since then, by whether somebody was shown to be wrong. */
export async function countNewDisagreements(
  db: Executor,
  chainId: number,
  since: Date,
): Promise<{ caught: number; undecided: number }> {
  const row = await db
    .selectFrom("disagreement")
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere("kind", "not in", UNDECIDED_KINDS).as("caught"),
      fn.countAll<number>().filterWhere("kind", "in", UNDECIDED_KINDS).as("undecided"),
    ])
    .where("chain_id", "=", chainId)
    .where("created_at", ">=", since)
    .executeTakeFirstOrThrow();
  return row;
}

/** How many wrong answers each endpoint was ever caught in, by chain and name. */
export async function listCaughtCounts(
  db: Executor,
): Promise<Array<{ chainId: number; endpoint: string; count: number }>> {
  return db
    .selectFrom("disagreement")
    .select(["chain_id as chainId", "endpoint"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("kind", "not in", UNDECIDED_KINDS)
    .groupBy(["chain_id", "endpoint"])
    .execute();
}

/** Counted over a span in so many parts, as equal as may be: of each part that any are about, with one of its blocks. */
export async function countDisagreementsByPart(
  db: Executor,
  chainId: number,
  { from, to }: BlockSpan,
  partCount: number,
): Promise<Array<{ block: number; lies: number; undecided: number }>> {
  const { rows } = await sql<{ block: number; lies: number; undecided: number }>`
    select min(block_number) as block, count(*) filter (where kind <> all (${textArray(UNDECIDED_KINDS)}::text[])) as lies,
      count(*) filter (where kind = any (${textArray(UNDECIDED_KINDS)}::text[])) as undecided
    from disagreement
    where chain_id = ${chainId} and block_number between ${from} and ${to}
    group by (block_number - ${from}) * ${partCount}::bigint / ${to - from + 1}::bigint`.execute(db);
  return rows;
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
