import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray, textArray } from "./sql-array.ts";

/** As alerts name the entry that they rest on. */
export interface EntryName {
  list: string;
  entryId: string;
}

/** Since and until when these entries are in force, by `<list>/<entry>`. An entry's id follows from these, too: no version differs. */
export async function listValidity(
  db: Executor,
  entries: readonly EntryName[],
): Promise<Map<string, { from?: Date; to?: Date }>> {
  if (entries.length === 0) return new Map();
  const lists = textArray(entries.map(({ list }) => list));
  const ids = byteaArray(entries.map(({ entryId }) => entryId as Hash));
  const { rows } = await sql<{ list_id: string; entry_id: Buffer; valid_from: Date | null; valid_to: Date | null }>`
    select distinct list_id, entry_id, valid_from, valid_to
    from unnest(${lists}::text[], ${ids}::bytea[]) as asked (list_id, entry_id) join list_entry using (list_id, entry_id)`.execute(
    db,
  );
  return new Map(
    rows.map(({ list_id, entry_id, valid_from, valid_to }) => [
      `${list_id}/${hexOf(entry_id)}`,
      { ...(valid_from && { from: valid_from }), ...(valid_to && { to: valid_to }) },
    ]),
  );
}
