import type { Listed, Sharing } from "@redflag/domain/entry";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { BytesSpan } from "@redflag/domain/hex-prefix";
import { type RawBuilder, type Selectable, sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { listedOf } from "./entry-row.ts";
import type { ListEntryTable } from "./schema-lists.ts";
import { dateOf } from "./time.ts";
import type { Listing, ListingState } from "./watchlist-history.ts";

/** Rows that one page passes by, where few of them are what is sought. Ours [E]. */
export const ENTRIES_LOOKED_AT_MAX = 20_000;

/** Which entries of a version are meant; absent: all. */
export interface EntryFilter {
  /** Stands in the entry's reference, programme, business, authority, venue or account, in whatever case. */
  text?: string;
  /** Besides those that have the text: a text may be the beginning of an address, too. */
  orAddresses?: readonly BytesSpan[];
  category?: string;
  sharing?: Sharing;
  /** By the entry's own dates. */
  state?: Exclude<ListingState, "removed">;
}

/** Where a page ended: of the newest first, or of addresses. */
export type EntryPlace =
  | { firstVersion: number; entryId: Hash }
  | { address: Hex; entryId: Hash; firstVersion: number };

export interface EntryQuery {
  list: string;
  version: number;
  /** Unix seconds: as of when `state` is meant. */
  time: number;
  filter: EntryFilter;
  /** Only these, by address; absent: all, the newest first. */
  addresses?: BytesSpan;
  limit: number;
  after?: EntryPlace;
}

export interface EntryPage {
  items: Listing[];
  /** Absent: there are no more. */
  next?: EntryPlace;
}

/**
 * Entries of one version, a page. It steps along an index and passes by a bounded number of rows, whatever the list's size: a page may
 * be short, even empty, and say where to go on.
 */
export async function listEntryPage(db: Executor, query: EntryQuery): Promise<EntryPage> {
  const { version, limit } = query;
  const walk = query.addresses === undefined ? newestOf(query) : addressesOf(query, query.addresses);
  const { rows } = await sql<EntryRow>`
    select page.*, v.created_at as listed_at, v.proposal_id as listed_by
    from (
      select * from (${walk.rows} limit ${ENTRIES_LOOKED_AT_MAX}) as near
      where first_seq <= ${version} and (ended_seq is null or ended_seq > ${version})
        and ${conditionOf(query)}
      ${walk.order} limit ${limit + 1}
    ) as page
    join list_version as v on v.list_id = page.list_id and v.seq = page.first_seq
    ${walk.order}`.execute(db);
  const items = rows.slice(0, limit).map((row) => listingOf(row, version));
  const last = rows[limit - 1];
  if (rows.length > limit && last !== undefined) return { items, next: walk.placeOf(last) };
  const { rows: ends } = await sql<PlaceRow>`
    select address, entry_id, first_seq from (${walk.rows}) as near
    ${walk.order} offset ${ENTRIES_LOOKED_AT_MAX - 1} limit 1`.execute(db);
  const end = ends[0];
  return { items, ...(end !== undefined && { next: walk.placeOf(end) }) };
}

type PlaceRow = Pick<Selectable<ListEntryTable>, "address" | "entry_id" | "first_seq">;
type EntryRow = Selectable<ListEntryTable> & { listed_at: Date; listed_by: string | null };

interface Walk {
  /** In the order of an index, so that nothing is sorted but what is shown. */
  rows: RawBuilder<unknown>;
  order: RawBuilder<unknown>;
  placeOf: (row: PlaceRow) => EntryPlace;
}

/** Along `list_entry_first`, backwards. */
function newestOf({ list, version, after }: EntryQuery): Walk {
  const order = sql.raw("order by first_seq desc, entry_id desc");
  const beyond =
    after === undefined ? sql`` : sql`and (first_seq, entry_id) < (${after.firstVersion}, ${bytesOf(after.entryId)})`;
  return {
    rows: sql`select * from list_entry where list_id = ${list} and first_seq <= ${version} ${beyond} ${order}`,
    order,
    placeOf: (row) => ({ firstVersion: row.first_seq, entryId: hexOf(row.entry_id) }),
  };
}

/** Along `list_entry_address`, which is of all lists: of addresses that begin with so many digits there are few. */
function addressesOf({ list, after }: EntryQuery, { from, to }: BytesSpan): Walk {
  const order = sql.raw("order by address, entry_id, first_seq");
  const beyond =
    after !== undefined && "address" in after
      ? sql`and (address, entry_id, first_seq) > (${bytesOf(after.address)}, ${bytesOf(after.entryId)}, ${after.firstVersion})`
      : sql``;
  const between = sql`address between ${bytesOf(from)} and ${bytesOf(to)}`;
  return {
    rows: sql`select * from list_entry where list_id = ${list} and ${between} ${beyond} ${order}`,
    order,
    placeOf: (row) => ({
      address: hexOf(row.address ?? Buffer.alloc(0)),
      entryId: hexOf(row.entry_id),
      firstVersion: row.first_seq,
    }),
  };
}

const WORDS = sql.raw("lower(concat_ws(' ', reference, programme, entity, authority, venue, account))");

function conditionOf({ filter, time }: EntryQuery): RawBuilder<unknown> {
  const { text, orAddresses = [], category, sharing, state } = filter;
  const conditions = [sql`true`];
  if (text !== undefined) {
    const spans = orAddresses.map(({ from, to }) => sql`address between ${bytesOf(from)} and ${bytesOf(to)}`);
    conditions.push(sql`(${sql.join([sql`strpos(${WORDS}, lower(${text})) > 0`, ...spans], sql` or `)})`);
  }
  if (category !== undefined) conditions.push(sql`category = ${category}`);
  if (sharing !== undefined) conditions.push(sql`sharing = ${sharing}`);
  if (state !== undefined) conditions.push(STATES[state](dateOf(time)));
  return sql.join(conditions, sql` and `);
}

/** As `listingAt` of the domain says it. */
const STATES: Readonly<Record<Exclude<ListingState, "removed">, (at: Date) => RawBuilder<unknown>>> = {
  in_force: (at) => sql`(valid_from is null or valid_from <= ${at}) and (valid_to is null or valid_to > ${at})`,
  listed_later: (at) => sql`valid_from > ${at}`,
  delisted: (at) => sql`(valid_from is null or valid_from <= ${at}) and valid_to <= ${at}`,
};

/** As that version shows it: that a later one ended it is not said. */
function listingOf(row: EntryRow, version: number): Listing {
  const entry: Listed = listedOf(row, version);
  return {
    entry,
    firstVersion: row.first_seq,
    listedAt: row.listed_at,
    ...(row.listed_by !== null && { listedBy: row.listed_by }),
  };
}
