import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** What became of a file's rows, with some of those that could not be read. */
export interface CountedImport {
  /** The version that came of the file. */
  version: number;
  /** JSON, as the importer gave it, without the refusals. */
  figures: Record<string, unknown>;
  refusedCount: number;
  refusals: unknown[];
}

/**
 * Of the file that the list was last read from: a version that people made comes of none, and hides nothing. Of the refusals only
 * a page leaves the database.
 * @param version of that one instead
 */
export async function findCountedImport(
  db: Executor,
  list: string,
  { version, offset, limit }: { version?: number; offset: number; limit: number },
): Promise<CountedImport | undefined> {
  const place = JSON.stringify({ first: offset, last: offset + limit - 1 });
  const { rows } = await sql<Omit<CountedImport, "figures"> & { figures: CountedImport["figures"] | null }>`
    select seq as version, account - 'refusals' as figures,
      coalesce(jsonb_array_length(account -> 'refusals'), 0) as "refusedCount",
      jsonb_path_query_array(account, '$.refusals[$first to $last]', ${place}::jsonb) as refusals
    from list_version
    where list_id = ${list} and ${version === undefined ? sql`proposal_id is null` : sql`seq = ${version}`}
    order by seq desc limit 1`.execute(db);
  const [row] = rows;
  if (row === undefined || row.figures === null) return undefined;
  return { ...row, figures: row.figures };
}
