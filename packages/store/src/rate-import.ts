import type { Rate } from "@redflag/domain/rate-table";
import { sql } from "kysely";
import type { Database, Executor } from "./database.ts";
import { numberArray, textArray } from "./sql-array.ts";
import { inTransaction } from "./transaction.ts";

export interface ImportedRates {
  /** The version that holds these rates: a new one, or the current one if nothing changed. */
  seq: number;
  /** Rates that the list did not have, or had otherwise. */
  added: number;
  /** Rates that it had and has no more, or has otherwise. */
  removed: number;
  unchanged: number;
  isNew: boolean;
}

/** Rows of one statement: keeps its text at a few megabytes. */
const ROWS_PER_STATEMENT = 20_000;
const ANALYZE_ROWS_MIN = 10_000;

/**
 * Makes these rates what the list says of their currencies over their span of days, as a new version if anything
 * differs. Other currencies and other days stay as they are, so a file of one day adds that day and drops no history.
 * One transaction: who reads sees the version before or this one. Imports of one list wait for each other.
 * @param rates in any order, at least one, at most one for a currency and day
 * @param source where they came from, for people
 */
export async function importRates(
  db: Database,
  listId: string,
  rates: readonly Rate[],
  source: string,
): Promise<ImportedRates> {
  const wanted = new Map(rates.map((rate) => [keyOf(rate), rate]));
  return inTransaction(db, async (tx) => {
    const current = await lockList(tx, listId);
    const held = new Map((await listHeld(tx, listId, rates)).map((rate) => [keyOf(rate), rate]));
    const added = [...wanted.values()].filter((rate) => held.get(keyOf(rate))?.perEur !== rate.perEur);
    const removed = [...held.values()].filter((rate) => wanted.get(keyOf(rate))?.perEur !== rate.perEur);
    const unchanged = wanted.size - added.length;
    if (current !== undefined && added.length + removed.length === 0) {
      return { seq: current.seq, added: 0, removed: 0, unchanged, isNew: false };
    }
    const seq = (current?.seq ?? 0) + 1;
    const count = (current?.rateCount ?? 0) + added.length - removed.length;
    await tx.insertInto("rate_list_version").values({ list_id: listId, seq, rate_count: count, source }).execute();
    for (const part of partsOf(removed)) await endRates(tx, listId, seq, part);
    for (const part of partsOf(added)) await insertRates(tx, listId, seq, part);
    // Without fresh statistics the first reading of a long new list plans for an empty table.
    if (added.length >= ANALYZE_ROWS_MIN) await sql`analyze rate`.execute(tx);
    return { seq, added: added.length, removed: removed.length, unchanged, isNew: true };
  });
}

function keyOf({ currency, day }: Rate): string {
  return `${currency} ${day}`;
}

/** Holds the list's row, so that the next import of it waits here; its current version, if it has one. */
async function lockList(tx: Executor, id: string): Promise<{ seq: number; rateCount: number } | undefined> {
  await tx
    .insertInto("rate_list")
    .values({ id })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ id }))
    .execute();
  return tx
    .selectFrom("rate_list_version")
    .select(["seq", "rate_count as rateCount"])
    .where("list_id", "=", id)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** What the list says now of the currencies and the span of days that these rates cover. */
async function listHeld(tx: Executor, listId: string, rates: readonly Rate[]): Promise<Rate[]> {
  const currencies = new Set(rates.map(({ currency }) => currency));
  const days = rates.map(({ day }) => day);
  const first = days.reduce((a, b) => Math.min(a, b));
  const last = days.reduce((a, b) => Math.max(a, b));
  const { rows } = await sql<Rate>`
    select currency, day - date '1970-01-01' as day, per_eur::text as "perEur" from rate
    where list_id = ${listId} and ended_seq is null and currency = any(${textArray(currencies)}::text[])
      and day between date '1970-01-01' + ${first}::integer and date '1970-01-01' + ${last}::integer`.execute(tx);
  return rows;
}

function* partsOf(rates: readonly Rate[]): Generator<readonly Rate[]> {
  for (let start = 0; start < rates.length; start += ROWS_PER_STATEMENT) {
    yield rates.slice(start, start + ROWS_PER_STATEMENT);
  }
}

async function endRates(tx: Executor, listId: string, seq: number, rates: readonly Rate[]): Promise<void> {
  await sql`
    update rate set ended_seq = ${seq}
    from unnest(
      ${textArray(rates.map(({ currency }) => currency))}::text[],
      ${numberArray(rates.map(({ day }) => day))}::integer[]
    ) as gone (currency, day)
    where rate.list_id = ${listId} and rate.ended_seq is null
      and rate.currency = gone.currency and rate.day = date '1970-01-01' + gone.day`.execute(tx);
}

async function insertRates(tx: Executor, listId: string, seq: number, rates: readonly Rate[]): Promise<void> {
  await sql`
    insert into rate (list_id, first_seq, currency, day, per_eur)
    select ${listId}, ${seq}::integer, currency, date '1970-01-01' + day, per_eur
    from unnest(
      ${textArray(rates.map(({ currency }) => currency))}::text[],
      ${numberArray(rates.map(({ day }) => day))}::integer[],
      ${textArray(rates.map(({ perEur }) => perEur))}::numeric[]
    ) as given (currency, day, per_eur)`.execute(tx);
}
