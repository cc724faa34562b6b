import type { WatchlistChange } from "@redflag/domain/amend-matcher";
import type { ListedEntry } from "@redflag/domain/entry";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { listedEntryOf } from "./entry-row.ts";

type Versions = Readonly<Record<string, number>>;

/**
 * What of addresses lies between earlier versions of lists and later ones, by two index reads a list; undefined when it is more than
 * `max` entries, or when the later ones are not later.
 */
export async function findMatcherChange(
  db: Executor,
  before: Versions,
  versions: Versions,
  max: number,
): Promise<WatchlistChange | undefined> {
  if (Object.entries(before).some(([list, seq]) => (versions[list] ?? 0) < seq)) return undefined;
  const added: ListedEntry[] = [];
  const removed: Array<Pick<ListedEntry, "list" | "entryId">> = [];
  for (const [list, to] of Object.entries(versions)) {
    const from = before[list] ?? 0;
    if (from === to) continue;
    added.push(...(await listAdded(db, list, from, to, max + 1 - added.length)));
    removed.push(...(await listRemoved(db, list, from, to, max + 1 - removed.length)));
    if (added.length > max || removed.length > max) return undefined;
  }
  return { versions, added, removed };
}

async function listAdded(db: Executor, list: string, from: number, to: number, limit: number): Promise<ListedEntry[]> {
  const rows = await db
    .selectFrom("list_entry")
    .selectAll()
    .where("list_id", "=", list)
    .where("address", "is not", null)
    .where("first_seq", ">", from)
    .where("first_seq", "<=", to)
    .where((eb) => eb.or([eb("ended_seq", "is", null), eb("ended_seq", ">", to)]))
    .limit(limit)
    .execute();
  return rows.map((row) => listedEntryOf(row, to));
}

async function listRemoved(db: Executor, list: string, from: number, to: number, limit: number) {
  const rows = await db
    .selectFrom("list_entry")
    .select("entry_id")
    .where("list_id", "=", list)
    .where("address", "is not", null)
    .where("ended_seq", ">", from)
    .where("ended_seq", "<=", to)
    .where("first_seq", "<=", from)
    .limit(limit)
    .execute();
  return rows.map((row) => ({ list, entryId: hexOf(row.entry_id) }));
}
