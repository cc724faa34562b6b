import type { AddressFamily } from "@redflag/domain/address-family";
import { LISTED_CATEGORIES, type ListedEntry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { type Selectable, sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { listedEntryOf } from "./entry-row.ts";
import type { Lookback } from "./lookback.ts";
import type { ListEntryTable } from "./schema-lists.ts";
import { textArray } from "./sql-array.ts";
import { secondsOf } from "./time.ts";

/** Which entries a lookback is for. */
export interface NewEntryFilter extends Pick<Lookback, "listId" | "version" | "heldVersion"> {
  family: AddressFamily;
  /** The version that is in force: an entry that it holds no more is looked for no more. */
  inForce: number;
}

/**
 * Listed addresses that came with the version and are still listed. One that was listed before, for as long, is not new:
 * an edited remark is no reason to go through the past again. Services raise no alert, so they have no past to look at.
 */
function newEntries({ listId, version, heldVersion, family, inForce }: NewEntryFilter) {
  const listed = sql`any(${textArray(LISTED_CATEGORIES)}::text[])`;
  return sql`
    from list_entry as entry
    where list_id = ${listId} and first_seq = ${version} and (ended_seq is null or ended_seq > ${inForce})
      and family = ${family} and category = ${listed}
      and not exists (
        select from list_entry as old
        where old.list_id = entry.list_id and old.address = entry.address and old.family = entry.family
          and old.category = ${listed} and old.first_seq <= ${heldVersion}
          and (old.ended_seq is null or old.ended_seq > ${heldVersion})
          and coalesce(old.valid_to, 'infinity') >= coalesce(entry.valid_to, 'infinity')
      )`;
}

/** Those from after `after` on. */
export async function countNewEntries(db: Executor, filter: NewEntryFilter, after: Hash | undefined): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count ${newEntries(filter)} and ${isAfter(after)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** By entry id, from after `after` on. */
export async function listNewEntries(
  db: Executor,
  filter: NewEntryFilter,
  { after, limit }: { after: Hash | undefined; limit: number },
): Promise<ListedEntry[]> {
  const { rows } = await sql<Selectable<ListEntryTable>>`
    select entry.* ${newEntries(filter)} and ${isAfter(after)} order by entry_id limit ${limit}`.execute(db);
  return rows.map((row) => listedEntryOf(row, filter.version));
}

function isAfter(after: Hash | undefined) {
  return after === undefined ? sql`true` : sql`entry_id > ${bytesOf(after)}`;
}

/** Unix seconds. */
export async function getVersionTime(
  db: Executor,
  { listId, version }: Pick<Lookback, "listId" | "version">,
): Promise<number> {
  const row = await db
    .selectFrom("list_version")
    .select("created_at")
    .where("list_id", "=", listId)
    .where("seq", "=", version)
    .executeTakeFirstOrThrow();
  return secondsOf(row.created_at);
}
