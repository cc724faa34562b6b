import type { Entry } from "@redflag/domain/entry";
import type { BytesSpan } from "@redflag/domain/hex-prefix";
import { type RawBuilder, type Selectable, sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { listedOf } from "./entry-row.ts";
import type { ListEntryTable } from "./schema-lists.ts";

/** Rows of the index that one look passes by, ended ones included: with six digits there are far fewer. Ours [E]. */
const LOOKED_AT_MAX = 2_000;
/** Names that are gone through for a word within them, from the first. Ours [E]. */
const NAMES_READ_MAX = 1_000;
const COUNTED_MAX = 100;

/** An entry as its list is now. */
export interface FoundEntry {
  list: string;
  id: string;
  entry: Entry;
}

/** `others` of the same name there are besides, a hundred counted. */
export interface NamedEntry extends FoundEntry {
  others: number;
}

/** Current entries of addresses between two, by address, list and entry. */
export async function listEntriesBetween(db: Executor, { from, to }: BytesSpan, limit: number): Promise<FoundEntry[]> {
  const { rows } = await sql<EntryRow>`
    select * from (
      select * from list_entry where address between ${bytesOf(from)} and ${bytesOf(to)}
      order by address limit ${LOOKED_AT_MAX}
    ) as near
    where ended_seq is null order by address, list_id, entry_id limit ${limit}`.execute(db);
  return rows.map(entryOf);
}

/** Current entries of accounts with this id, at whatever venue. */
export async function listEntriesOfAccount(db: Executor, account: string, limit: number): Promise<FoundEntry[]> {
  const { rows } = await sql<EntryRow>`
    select * from (select * from list_entry where account = ${account} limit ${LOOKED_AT_MAX}) as own
    where ended_seq is null order by venue, list_id, entry_id limit ${limit}`.execute(db);
  return rows.map(entryOf);
}

/**
 * One current entry for each business whose name begins with the text; where these are few, also for those among the first
 * names that have all of the words. Names are stepped over whatever number of wallets each has.
 */
export async function listNamedEntries(
  db: Executor,
  { text, words, limit }: { text: string; words: readonly string[]; limit: number },
): Promise<NamedEntry[]> {
  const { rows } = await sql<EntryRow & { others: number }>`
    with recursive
      beginning (name, place) as (${namesFrom(text, limit)}),
      first (name, place) as (${namesFrom("", NAMES_READ_MAX)}),
      found as (
        (select name from beginning where name is not null and starts_with(name, lower(${text})) limit ${limit})
        union
        (select name from first where name is not null and ${hasAll(words)} limit ${limit})
      )
    select one.*, (
      select count(*)::int - 1 from (
        select from list_entry where ${HAS_NAME} and ${NAME} = found.name limit ${COUNTED_MAX + 1}
      ) as own
    ) as others
    from found, lateral (
      select * from list_entry where ${HAS_NAME} and ${NAME} = found.name order by list_id, entry_id limit 1
    ) as one
    order by starts_with(found.name, lower(${text})) desc, found.name limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...entryOf(row), others: row.others }));
}

/** In the words of the index on names. */
const NAME = sql.raw(`lower(entity) collate "C"`);
const HAS_NAME = sql.raw("entity is not null and ended_seq is null");

/** The next name, again and again: one look into the index each. */
function namesFrom(text: string, max: number): RawBuilder<unknown> {
  const next = (beyond: RawBuilder<unknown>) =>
    sql`(select ${NAME} from list_entry where ${HAS_NAME} and ${NAME} ${beyond} order by ${NAME} limit 1)`;
  const self = sql.raw(text === "" ? "first" : "beginning");
  return sql`
    select ${next(sql`>= lower(${text})`)}, 1
    union all
    select ${next(sql`> ${self}.name`)}, place + 1 from ${self} where name is not null and place < ${max}`;
}

function hasAll(words: readonly string[]): RawBuilder<unknown> {
  return sql.join(
    words.map((word) => sql`strpos(name, lower(${word})) > 0`),
    sql` and `,
  );
}

type EntryRow = Selectable<ListEntryTable>;

function entryOf(row: EntryRow): FoundEntry {
  // In which version it was looked at does not matter here.
  const { list, entryId, listVersion: _, ...entry } = listedOf(row, 0);
  return { list, id: entryId, entry };
}
