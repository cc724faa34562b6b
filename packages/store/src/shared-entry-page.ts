import type { ListedEntry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { type Selectable, sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { listedEntryOf } from "./entry-row.ts";
import type { SharedEntryTable } from "./schema-lists.ts";
import type { SharedVersion } from "./shared-version.ts";

/** The version is told also where there is no entry. */
type NoEntry = Record<keyof Selectable<SharedEntryTable>, null>;

interface SharedEntryPage extends SharedVersion {
  entries: ListedEntry[];
}

/**
 * What exchanges know of a list now, by the entries' ids and behind one of them; undefined where nothing of it was ever shared. Of one
 * moment, along the primary key of a table that holds nothing else: an entry which is not shared costs nothing here.
 */
export async function findSharedEntries(
  db: Executor,
  list: string,
  { limit, after }: { limit: number; after?: Hash },
): Promise<SharedEntryPage | undefined> {
  const beyond = after === undefined ? sql`` : sql`and entry_id > ${bytesOf(after)}`;
  const { rows } = await sql<SharedVersion & (Selectable<SharedEntryTable> | NoEntry)>`
    select current.seq, current.entry_count as "entryCount", current.created_at as "createdAt", entry.*
    from shared_version as current
    left join lateral (
      select * from shared_entry where list_id = ${list} ${beyond} order by entry_id limit ${limit}
    ) as entry on true
    where current.list_id = ${list} and current.ended_at is null
    order by entry.entry_id`.execute(db);
  const [first] = rows;
  if (first === undefined) return undefined;
  const { seq, entryCount, createdAt } = first;
  return {
    seq,
    entryCount,
    createdAt,
    entries: rows.flatMap((row) => (row.entry_id === null ? [] : [listedEntryOf(row, seq)])),
  };
}
