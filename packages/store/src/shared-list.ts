import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { textArray } from "./sql-array.ts";

/** Which of these lists exchanges may know of: one that never shared anything is to them as if it were not there. */
export async function listSharedLists(db: Executor, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct list_id as id from shared_version where list_id = any(${textArray(ids)}::text[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
