import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** Tables with a row for each version of each list, keyed by `list_id`, `seq`. */
export type VersionTable = "list_version" | "rate_list_version" | "border_list_version" | "enrichment_list_version";

/**
 * List id → its newest version, by id. From list to list along the key: each step of a lane asks, and lists that are fetched every hour
 * have thousands of versions a year.
 */
export async function listNewestVersions(db: Executor, table: VersionTable): Promise<Record<string, number>> {
  const versions = sql.table(table);
  const { rows } = await sql<{ list_id: string; seq: number }>`
    with recursive newest as (
      (select list_id, seq from ${versions} order by list_id desc, seq desc limit 1)
      union all
      select before.* from newest cross join lateral (
        select list_id, seq from ${versions} as version where version.list_id < newest.list_id
        order by list_id desc, seq desc limit 1
      ) as before
    )
    select list_id, seq from newest order by list_id collate "C"`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.list_id, row.seq]));
}
