import type { AlertSort } from "@redflag/domain/alert-sort";
import type { Hash } from "@redflag/domain/hex";
import { type RawBuilder, sql } from "kysely";
import {
  type AlertSearch,
  all,
  allOf,
  type Condition,
  column,
  type Holds,
  isOpen,
  isOpenOnly,
  type Narrow,
  narrowFilters,
} from "./alert-filter.ts";
import { ALERT_ORDERS, type AlertOrder } from "./alert-order.ts";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { type FoundAlert, type FoundAlertRow, foundAlertOf } from "./found-alert.ts";

/** Of the last row that was looked at. */
export interface SearchPlace {
  key: number | string;
  id: Hash;
}

export interface AlertPage {
  alerts: FoundAlert[];
  /** Where the next page begins; absent at the end. A page may be short, even empty, and not be the last. */
  next?: SearchPlace;
}

/** A narrow filter that leaves no more is looked up by itself, and all of what it leaves is sorted. Ours [E]. */
const CANDIDATES_MAX = 5_000;
/** Rows of the sort's index that one page looks at. Ours [E]: some 100 ms where each is a page of its own in memory. */
const LOOKED_AT_MAX = 10_000;
const FIRST_LOOK = 500;

export interface SearchPage {
  sort: AlertSort;
  /** One row for each group: the strongest of its alerts that is wanted. Of `rank` alone. */
  grouped: boolean;
  after?: SearchPlace;
  limit: number;
  /** For tests: how much is looked at. */
  bounds?: { candidates: number; lookedAt: number };
}

/**
 * One page of alerts. Either a narrow filter names the few that can be meant, or a bounded stretch of the sort's index is gone
 * through: a page costs the same with any number of alerts, and what is rare is found over several pages.
 */
export async function searchAlerts(db: Executor, search: AlertSearch, page: SearchPage): Promise<AlertPage> {
  const { candidates, lookedAt } = page.bounds ?? { candidates: CANDIDATES_MAX, lookedAt: LOOKED_AT_MAX };
  const narrow = narrowFilters(search);
  for (const { ids } of narrow) {
    const found = await findFew(db, ids, candidates);
    if (found === undefined) continue;
    if (found.length === 0) return { alerts: [] };
    const few = sql`(select * from alert where id = ${anyBytes(found)})`;
    return pageOf(await select(db, allOf(search, narrow), page, few), page.limit);
  }
  const holds = allOf(search, narrow);
  const look = async (rows: number) => pageOf(await select(db, holds, page, stretchOf(search, page, rows)), page.limit);
  // Mostly a few rows fill a page, and of a few the planner never doubts that the index gives them in order.
  const soon = await look(Math.min(lookedAt, FIRST_LOOK));
  if (soon.next !== undefined) return soon;
  const { alerts, next } = await look(lookedAt);
  if (next !== undefined) return { alerts, next };
  const end = await findEndOf(db, stretchOf(search, page, lookedAt), page, lookedAt);
  return { alerts, ...(end && { next: end }) };
}

async function findFew(db: Executor, ids: Narrow["ids"], max: number): Promise<Hash[] | undefined> {
  const { rows } = await sql<{ id: Buffer }>`select id from (${ids} limit ${max + 1}) few group by id`.execute(db);
  return rows.length > max ? undefined : rows.map(({ id }) => hexOf(id));
}

type PlacedRow = FoundAlertRow & { place: number | string };

/** Rows of `source` that all of it holds of, in order, one more than the page has room for. */
async function select(
  db: Executor,
  holds: readonly Holds[],
  { sort, grouped, after, limit }: SearchPage,
  source: RawBuilder<unknown>,
): Promise<PlacedRow[]> {
  const order = ALERT_ORDERS[sort];
  const conditions = [order.has, ...holds];
  const wanted = all(conditions.map((condition) => condition("found")));
  const strongest = grouped ? sql`and not exists (select from alert as other where ${isStronger(conditions)})` : sql``;
  const { rows } = await sql<PlacedRow>`
    select page.*, person.name as assignee_name, lead.group_rank as lead_rank, lead.group_size as lead_size
    from (
      select found.*, ${order.place("found")} as place from ${source} as found
      where ${wanted} ${afterPlace("found", order, after)} ${strongest}
      ${inOrder("found", order)} limit ${limit + 1}
    ) as page
    left join app_user as person on person.id = page.assignee
    left join alert as lead on lead.id = page.group_id
    ${inOrder("page", order)}`.execute(db);
  return rows;
}

/** Of the same group there is another that is wanted and comes before it. */
function isStronger(conditions: readonly Holds[]): Condition {
  return sql`other.group_id = found.group_id and other.rank >= found.rank and (other.rank, other.id) > (found.rank, found.id)
    and ${all(conditions.map((condition) => condition("other")))}`;
}

/** So many rows of the sort's index from the place on, whatever is asked besides. */
function stretchOf(search: AlertSearch, { sort, after }: SearchPage, lookedAt: number): RawBuilder<unknown> {
  const order = ALERT_ORDERS[sort];
  const inIndex = [order.has("alert"), ...(isOpenOnly(search) ? [isOpen("alert")] : [])];
  const place = afterPlace("alert", order, after);
  const parts = order.parts?.(search) ?? [sql<boolean>`true`];
  const inTurn = sql`${inOrder("alert", order)} limit ${lookedAt}`;
  const rows = parts.map((part) => sql`(select * from alert where ${part} and ${all(inIndex)} ${place} ${inTurn})`);
  return sql`(
    select * from (${sql.join(rows, sql` union all `)}) as part ${inOrder("part", order)} limit ${lookedAt}
  )`;
}

/** Where a stretch that is not the last ends. */
async function findEndOf(
  db: Executor,
  stretch: RawBuilder<unknown>,
  { sort }: SearchPage,
  lookedAt: number,
): Promise<SearchPlace | undefined> {
  const order = ALERT_ORDERS[sort];
  const { rows } = await sql<{ place: number | string; id: Buffer }>`
    select ${order.place("stretch")} as place, id from ${stretch} as stretch
    ${inOrder("stretch", order)} offset ${lookedAt - 1} limit 1`.execute(db);
  const [last] = rows;
  return last && { key: last.place, id: hexOf(last.id) };
}

function pageOf(rows: readonly PlacedRow[], limit: number): AlertPage {
  const alerts = rows.slice(0, limit).map(foundAlertOf);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { alerts, ...(last && { next: { key: last.place, id: hexOf(last.id) } }) };
}

function inOrder(row: string, { key, descends }: AlertOrder): RawBuilder<unknown> {
  const way = sql.raw(descends ? "desc" : "asc");
  return sql`order by ${key(row)} ${way}, ${column(row, "id")} ${way}`;
}

function afterPlace(
  row: string,
  { key, keyAt, descends }: AlertOrder,
  after: SearchPlace | undefined,
): RawBuilder<unknown> {
  if (after === undefined) return sql``;
  const beyond = sql.raw(descends ? "<" : ">");
  return sql`and (${key(row)}, ${column(row, "id")}) ${beyond} (${keyAt(after.key)}, ${bytesOf(after.id)}::bytea)`;
}
