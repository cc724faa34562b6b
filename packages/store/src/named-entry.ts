import type { ListedEntry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { type Selectable, sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { listedEntryOf } from "./entry-row.ts";
import type { ListEntryTable } from "./schema-lists.ts";

/** An entry as somebody wrote it down. */
export interface EntryName {
  list: string;
  listVersion: number;
  entryId: string;
}

/** What these names stand for; one that no list ever had is left out, and so is an account at a venue. */
export async function listNamedEntries(db: Executor, names: readonly EntryName[]): Promise<ListedEntry[]> {
  const found: ListedEntry[] = [];
  for (const { list, listVersion, entryId } of names) {
    const { rows } = await sql<Selectable<ListEntryTable>>`
      select * from list_entry
      where list_id = ${list} and entry_id = ${bytesOf(entryId as Hash)} and address is not null
      order by first_seq limit 1`.execute(db);
    found.push(...rows.map((row) => listedEntryOf(row, listVersion)));
  }
  return found;
}
