import type { Address } from "@redflag/domain/address";
import type { Alert, AlertState } from "@redflag/domain/alert";
import type { Disposition } from "@redflag/domain/disposition";
import { SEVERITIES, type Severity } from "@redflag/domain/entry";
import type { Exposure } from "@redflag/domain/heuristic";
import type { Hash } from "@redflag/domain/hex";
import type { BytesSpan } from "@redflag/domain/hex-prefix";
import { type RawBuilder, type Selectable, sql } from "kysely";
import { alertOf } from "./alert-row.ts";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { type FoundAlert, type FoundAlertRow, foundAlertOf } from "./found-alert.ts";
import type { Schema } from "./schema.ts";
import { byteaArray } from "./sql-array.ts";

export const ALERT_SORTS = ["rank", "newest", "created", "due"] as const;
/**
 * `rank`: the strongest first, alerts that stand. `newest`: by the time of the last payment. `created`: by when it was first
 * there. `due`: what is not closed, the most urgent first.
 */
export type AlertSort = (typeof ALERT_SORTS)[number];

/** Places of payments on one chain, as evidence holds them. */
export interface ChainPayments {
  chainId: number;
  keys: readonly number[];
}

/** Which alerts are wanted: all that is given must hold. */
export interface AlertSearch {
  chainId?: number;
  severities?: readonly Severity[];
  exposures?: readonly Exposure[];
  heuristics?: readonly string[];
  states?: readonly AlertState[];
  /** As they stand at `now`: what was put off until before then is open or assigned again. */
  reviews?: readonly string[];
  now: Date;
  /** Id of a person; null of nobody. */
  assignee?: string | null;
  dispositions?: readonly Disposition[];
  subject?: Address;
  /** Some finding is on this transaction, or has one of these payments. */
  transaction?: { hash: Hash; payments: readonly ChainPayments[] };
  /** The finding that opened it rests on an entry of this list, on this entry. */
  list?: string;
  entryId?: Hash;
  /** Its last payment's block time: from ≤ time < to. */
  lastFrom?: Date;
  lastTo?: Date;
  /** Not closed, and due before then. */
  dueBefore?: Date;
  /** Its subject, its id or a finding's transaction begins so. */
  prefix?: { subject?: BytesSpan; hash?: BytesSpan };
}

/** Of the last row that was looked at. Times are microseconds: a place between two rows of one millisecond is one. */
export interface SearchPlace {
  key: number;
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

type Condition = RawBuilder<boolean>;
/** What a filter asks of the row that has this name in the query. */
type Holds = (row: string) => Condition;

/** A filter that by its nature leaves few. */
interface Narrow {
  holds: Holds;
  ids: RawBuilder<{ id: Buffer }>;
}

interface Order {
  key: string;
  /** The key as a number that a cursor can hold exactly. */
  number: string;
  descends: boolean;
  /** Which rows have a place in it. */
  has: Holds;
}

const MICROSECONDS = "(extract(epoch from #) * 1000000)::bigint";
const ORDERS: Readonly<Record<AlertSort, Order>> = {
  rank: { key: "rank", number: "#", descends: true, has: (row) => sql`${column(row, "rank")} is not null` },
  newest: { key: "last_time", number: MICROSECONDS, descends: true, has: () => sql`true` },
  created: { key: "created_at", number: MICROSECONDS, descends: true, has: () => sql`true` },
  due: { key: "due_at", number: MICROSECONDS, descends: false, has: isOpen },
};

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
  const stretch = stretchOf(search, page, lookedAt);
  const { alerts, next } = pageOf(await select(db, holds, page, stretch), page.limit);
  if (next !== undefined) return { alerts, next };
  const end = await findEndOf(db, stretch, page, lookedAt);
  return { alerts, ...(end && { next: end }) };
}

async function findFew(db: Executor, ids: Narrow["ids"], max: number): Promise<Hash[] | undefined> {
  const { rows } = await sql<{ id: Buffer }>`select id from (${ids} limit ${max + 1}) few group by id`.execute(db);
  return rows.length > max ? undefined : rows.map(({ id }) => hexOf(id));
}

/** Rows of `source` that all of it holds of, in order, one more than the page has room for. */
async function select(
  db: Executor,
  holds: readonly Holds[],
  { sort, grouped, after, limit }: SearchPage,
  source: RawBuilder<unknown>,
): Promise<Array<FoundAlertRow & { place: number }>> {
  const order = ORDERS[sort];
  const conditions = [order.has, ...holds];
  const wanted = all(conditions.map((condition) => condition("found")));
  const strongest = grouped ? sql`and not exists (select from alert as other where ${isStronger(conditions)})` : sql``;
  const { rows } = await sql<FoundAlertRow & { place: number }>`
    select page.*, person.name as assignee_name, lead.group_rank as lead_rank, lead.group_size as lead_size
    from (
      select found.*, ${numberOf(order, "found")} as place from ${source} as found
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
  const order = ORDERS[sort];
  const inIndex = [
    order.has("alert"),
    ...(isOpenOnly(search) ? [isOpen("alert")] : []),
    ...(sort === "newest" ? lastTime(search).map((holds) => holds("alert")) : []),
  ];
  const place = afterPlace("alert", order, after);
  // Ranks are indexed by severity: those that are asked for are merged.
  const parts = sort === "rank" ? (search.severities ?? SEVERITIES).map(isOfSeverity) : [sql<boolean>`true`];
  const rows = parts.map((part) => sql`select * from alert where ${part} and ${all(inIndex)} ${place}`);
  return sql`(
    select * from (${sql.join(rows, sql` union all `)}) as part ${inOrder("part", order)} limit ${lookedAt}
  )`;
}

function isOfSeverity(severity: Severity): Condition {
  return sql`severity = ${severity}`;
}

/** Where a stretch that is not the last ends. */
async function findEndOf(
  db: Executor,
  stretch: RawBuilder<unknown>,
  { sort }: SearchPage,
  lookedAt: number,
): Promise<SearchPlace | undefined> {
  const order = ORDERS[sort];
  const { rows } = await sql<{ place: number; id: Buffer }>`
    select ${numberOf(order, "stretch")} as place, id from ${stretch} as stretch
    ${inOrder("stretch", order)} offset ${lookedAt - 1} limit 1`.execute(db);
  const [last] = rows;
  return last && { key: Number(last.place), id: hexOf(last.id) };
}

function pageOf(rows: ReadonlyArray<FoundAlertRow & { place: number }>, limit: number): AlertPage {
  const alerts = rows.slice(0, limit).map(foundAlertOf);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { alerts, ...(last && { next: { key: Number(last.place), id: hexOf(last.id) } }) };
}

function column(row: string, name: string): RawBuilder<unknown> {
  return sql.ref(`${row}.${name}`);
}

function all(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql`${sql.join([...conditions], sql` and `)}`;
}

function inOrder(row: string, { key, descends }: Order): RawBuilder<unknown> {
  const way = sql.raw(descends ? "desc" : "asc");
  return sql`order by ${column(row, key)} ${way}, ${column(row, "id")} ${way}`;
}

function numberOf({ key, number }: Order, row: string): RawBuilder<unknown> {
  const [before = "", behind = ""] = number.split("#");
  return sql`${sql.raw(before)}${column(row, key)}${sql.raw(behind)}`;
}

function afterPlace(
  row: string,
  { key, number, descends }: Order,
  after: SearchPlace | undefined,
): RawBuilder<unknown> {
  if (after === undefined) return sql``;
  const value =
    number === MICROSECONDS
      ? sql`timestamptz 'epoch' + ${after.key}::bigint * interval '1 microsecond'`
      : sql`${after.key}::integer`;
  const beyond = sql.raw(descends ? "<" : ">");
  return sql`and (${column(row, key)}, ${column(row, "id")}) ${beyond} (${value}, ${bytesOf(after.id)}::bytea)`;
}

function isOpen(row: string): Condition {
  return sql`${column(row, "review")} <> 'closed'`;
}

function isOpenOnly({ reviews, dueBefore }: AlertSearch): boolean {
  return dueBefore !== undefined || (reviews !== undefined && !reviews.includes("closed"));
}

function oneOf(name: string, values: readonly string[] | undefined): Holds[] {
  return values === undefined ? [] : [(row) => sql`${column(row, name)} = any(${[...values]}::text[])`];
}

function lastTime({ lastFrom, lastTo }: AlertSearch): Holds[] {
  return [
    ...(lastFrom === undefined ? [] : [(row: string): Condition => sql`${column(row, "last_time")} >= ${lastFrom}`]),
    ...(lastTo === undefined ? [] : [(row: string): Condition => sql`${column(row, "last_time")} < ${lastTo}`]),
  ];
}

function allOf(search: AlertSearch, narrow: readonly Narrow[]): Holds[] {
  const { chainId, assignee, reviews, now, list } = search;
  return [
    ...(chainId === undefined ? [] : [(row: string): Condition => sql`${column(row, "chain_id")} = ${chainId}`]),
    ...oneOf("severity", search.severities),
    ...oneOf("exposure", search.exposures),
    ...oneOf("heuristic", search.heuristics),
    ...oneOf("state", search.states),
    ...oneOf("disposition", search.dispositions),
    ...(isOpenOnly(search) ? [isOpen] : []),
    ...(reviews === undefined
      ? []
      : [(row: string): Condition => sql`${reviewAt(row, now)} = any(${[...reviews]}::text[])`]),
    ...(assignee === null ? [(row: string): Condition => sql`${column(row, "assignee")} is null`] : []),
    ...(list === undefined ? [] : [(row: string) => restsOn(row, { list })]),
    ...lastTime(search),
    ...narrow.map(({ holds }) => holds),
  ];
}

/** As `reviewAt` of the domain reads it. */
function reviewAt(row: string, now: Date): RawBuilder<unknown> {
  const hasWoken = sql`${column(row, "snoozed_until")} <= ${now}`;
  return sql`case when ${hasWoken} then case when ${column(row, "assignee")} is null then 'open' else 'assigned' end
    else ${column(row, "review")} end`;
}

/** The most selective first. */
function narrowFilters(search: AlertSearch): Narrow[] {
  const { transaction, prefix, subject, entryId, list, assignee, dueBefore } = search;
  const narrow: Narrow[] = [];
  if (transaction !== undefined) narrow.push(inTransactionOf(transaction));
  if (prefix !== undefined) narrow.push(beginsWith(prefix));
  if (subject !== undefined) {
    const isAbout: Holds = (row) => sql`${column(row, "subject")} = ${bytesOf(subject)}`;
    narrow.push({ holds: isAbout, ids: idsWhere(isAbout) });
  }
  if (entryId !== undefined) {
    const entry = { ...(list !== undefined && { list }), entryId };
    narrow.push({
      holds: (row) => restsOn(row, entry),
      ids: sql`select alert_id as id from evidence where ${isListed("evidence", entry)}`,
    });
  }
  if (typeof assignee === "string") {
    const has: Holds = (row) => sql`${column(row, "assignee")} = ${assignee}::uuid`;
    narrow.push({ holds: has, ids: idsWhere(isOpenOnly(search) ? (row) => sql`${has(row)} and ${isOpen(row)}` : has) });
  }
  if (dueBefore !== undefined) {
    const isDue: Holds = (row) => sql`${isOpen(row)} and ${column(row, "due_at")} < ${dueBefore}`;
    narrow.push({ holds: isDue, ids: idsWhere(isDue) });
  }
  return narrow;
}

function idsWhere(holds: Holds): Narrow["ids"] {
  return sql`select id from alert where ${holds("alert")}`;
}

function inTransactionOf({ hash, payments }: NonNullable<AlertSearch["transaction"]>): Narrow {
  const onIt = sql<boolean>`tx_hash = ${bytesOf(hash)}`;
  const counting = payments.map(
    ({ chainId, keys }) => sql<boolean>`payments && ${[...keys]}::bigint[] and chain_id = ${chainId}`,
  );
  const ways = [onIt, ...counting];
  return {
    holds: (row) =>
      sql`exists (select from evidence where alert_id = ${column(row, "id")} and (${sql.join(ways, sql` or `)}))`,
    ids: sql`(${sql.join(
      ways.map((way) => sql`select alert_id as id from evidence where ${way}`),
      sql` union all `,
    )})`,
  };
}

function beginsWith({ subject, hash }: NonNullable<AlertSearch["prefix"]>): Narrow {
  const within = (name: RawBuilder<unknown>, { from, to }: BytesSpan) =>
    sql<boolean>`${name} between ${bytesOf(from)} and ${bytesOf(to)}`;
  const ids = [
    ...(subject === undefined ? [] : [idsWhere((row) => within(column(row, "subject"), subject))]),
    ...(hash === undefined
      ? []
      : [
          idsWhere((row) => within(column(row, "id"), hash)),
          sql<{ id: Buffer }>`select alert_id as id from evidence where ${within(sql`tx_hash`, hash)}`,
        ]),
  ];
  return {
    ids: sql`(${sql.join(ids, sql` union all `)})`,
    holds: (row) => {
      const ways = [
        ...(subject === undefined ? [] : [within(column(row, "subject"), subject)]),
        ...(hash === undefined
          ? []
          : [
              within(column(row, "id"), hash),
              sql<boolean>`exists (select from evidence where alert_id = ${column(row, "id")} and ${within(sql`tx_hash`, hash)})`,
            ]),
      ];
      return sql`(${sql.join(ways, sql` or `)})`;
    },
  };
}

function restsOn(row: string, entry: { list?: string; entryId?: Hash }): Condition {
  return sql`exists (
    select from evidence as opening where opening.alert_id = ${column(row, "id")} and ${isListed("opening", entry)}
  )`;
}

/** In the words of the index on listings. */
function isListed(row: string, entry: { list?: string; entryId?: Hash }): Condition {
  const reasons = column(row, "reasons");
  return sql`${column(row, "ordinal")} = 0 and ${reasons} @? '$[*].entry' and ${reasons} @> ${JSON.stringify([{ entry }])}::jsonb`;
}

/** Those of these alerts that are known, in the order asked for. */
export async function listFoundAlerts(db: Executor, ids: readonly Hash[]): Promise<FoundAlert[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<FoundAlertRow>`
    select alert.*, person.name as assignee_name, lead.group_rank as lead_rank, lead.group_size as lead_size
    from alert left join app_user as person on person.id = alert.assignee left join alert as lead on lead.id = alert.group_id
    where alert.id = ${anyBytes(ids)}`.execute(db);
  const byId = new Map(rows.map(foundAlertOf).map((found) => [found.alert.id, found]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Alerts about any of these addresses on a chain, besides one: the newest of each address first in line, bounded. */
export async function listAlertsAbout(
  db: Executor,
  {
    chainId,
    subjects,
    besides,
    limit,
  }: { chainId: number; subjects: readonly Address[]; besides: Hash; limit: number },
): Promise<Alert[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<Selectable<Schema["alert"]>>`
    select newest.* from unnest(${byteaArray(subjects)}::bytea[]) as asked (subject), lateral (
      select * from alert where alert.subject = asked.subject and chain_id = ${chainId} and id <> ${bytesOf(besides)}
      order by last_time desc, id desc limit ${limit}
    ) as newest
    order by newest.last_time desc, newest.id desc limit ${limit}`.execute(db);
  return rows.map(alertOf);
}
