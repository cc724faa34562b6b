import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { numberArray, textArray } from "./sql-array.ts";

/** As of the lane's checkpoint, or as of the cut that retention made. */
export type GraphTable = "graph_state" | "cut_graph_state";

/** One part, or undefined where nothing was observed yet. */
export async function findGraphPart(
  db: Executor,
  chainId: number,
  part: string,
  table: GraphTable,
): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ state: Buffer }>`
    select state from ${sql.table(table)} where chain_id = ${chainId} and part = ${part}`.execute(db);
  return rows[0]?.state;
}

/** All parts by name: as many as the window, the rules and the open groups are bounded to. */
export async function listGraphParts(
  db: Executor,
  chainId: number,
  table: GraphTable,
): Promise<Map<string, Uint8Array>> {
  const { rows } = await sql<{ part: string; state: Buffer }>`
    select part, state from ${sql.table(table)} where chain_id = ${chainId}`.execute(db);
  return new Map(rows.map(({ part, state }) => [part, state]));
}

export async function updateGraphParts(
  tx: Executor,
  chainId: number,
  { upserts, deletes }: { upserts: ReadonlyMap<string, Uint8Array>; deletes: readonly string[] },
  table: GraphTable,
): Promise<void> {
  if (deletes.length > 0) {
    await sql`
      delete from ${sql.table(table)} where chain_id = ${chainId} and part = any(${textArray(deletes)}::text[])
    `.execute(tx);
  }
  if (upserts.size === 0) return;
  const states = [...upserts.values()];
  await sql`
    insert into ${sql.table(table)} (chain_id, part, state)
    select ${chainId}::bigint, part, substr(${Buffer.concat(states)}::bytea, 1 + until - length, length)
    from (
      select part, length, sum(length) over (order by ordinal)::integer as until
      from unnest(${textArray(upserts.keys())}::text[], ${numberArray(states.map(({ length }) => length))}::integer[])
        with ordinality as one(part, length, ordinal)
    ) as place
    on conflict (chain_id, part) do update set state = excluded.state
  `.execute(tx);
}
