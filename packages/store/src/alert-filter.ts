import type { Address } from "@redflag/domain/address";
import type { AlertState } from "@redflag/domain/alert";
import type { Disposition } from "@redflag/domain/disposition";
import type { Severity } from "@redflag/domain/entry";
import type { Exposure } from "@redflag/domain/heuristic";
import type { Hash } from "@redflag/domain/hex";
import type { BytesSpan } from "@redflag/domain/hex-prefix";
import { type RawBuilder, sql } from "kysely";
import { bytesOf } from "./bytes.ts";

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
  /** Closed, with evidence since then that nobody has looked at. */
  followUp?: true;
  /** Its subject, its id or a finding's transaction begins so. */
  prefix?: { subject?: BytesSpan; hash?: BytesSpan };
}

export type Condition = RawBuilder<boolean>;
/** What a filter asks of the row that has this name in the query. */
export type Holds = (row: string) => Condition;

/** A filter that by its nature leaves few. */
export interface Narrow {
  holds: Holds;
  ids: RawBuilder<{ id: Buffer }>;
}

export function column(row: string, name: string): RawBuilder<unknown> {
  return sql.ref(`${row}.${name}`);
}

export function all(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql`${sql.join([...conditions], sql` and `)}`;
}

export function isOpen(row: string): Condition {
  return sql`${column(row, "review")} <> 'closed'`;
}

export function stands(row: string): Condition {
  return sql`${column(row, "state")} <> 'withdrawn'`;
}

export function isOpenOnly({ reviews, dueBefore }: AlertSearch): boolean {
  return dueBefore !== undefined || (reviews !== undefined && !reviews.includes("closed"));
}

function oneOf(name: string, values: readonly string[] | undefined): Holds[] {
  return values === undefined ? [] : [(row) => sql`${column(row, name)} = any(${[...values]}::text[])`];
}

export function lastTime({ lastFrom, lastTo }: AlertSearch): Holds[] {
  return [
    ...(lastFrom === undefined ? [] : [(row: string): Condition => sql`${column(row, "last_time")} >= ${lastFrom}`]),
    ...(lastTo === undefined ? [] : [(row: string): Condition => sql`${column(row, "last_time")} < ${lastTo}`]),
  ];
}

export function allOf(search: AlertSearch, narrow: readonly Narrow[]): Holds[] {
  const { chainId, assignee, reviews, now, list } = search;
  return [
    ...(chainId === undefined ? [] : [(row: string): Condition => sql`${column(row, "chain_id")} = ${chainId}`]),
    ...oneOf("severity", search.severities),
    ...oneOf("exposure", search.exposures),
    ...oneOf("heuristic", search.heuristics),
    ...oneOf("state", search.states),
    ...oneOf("disposition", search.dispositions),
    ...(isOpenOnly(search) ? [isOpen] : []),
    // As they are counted: nothing of a withdrawn alert is to be done.
    ...(isOpenOnly(search) && search.states === undefined ? [stands] : []),
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
export function narrowFilters(search: AlertSearch): Narrow[] {
  const { transaction, prefix, subject, entryId, list, assignee, followUp, dueBefore } = search;
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
  if (followUp) {
    const waits: Holds = (row) => sql`${column(row, "follow_up_since")} is not null`;
    narrow.push({ holds: waits, ids: idsWhere(waits) });
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
