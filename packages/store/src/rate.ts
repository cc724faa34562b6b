import type { Rate } from "@redflag/domain/rate-table";
import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { listNewestVersions } from "./newest-versions.ts";
import { numberArray, textArray } from "./sql-array.ts";
import { secondsOf } from "./time.ts";

/** Current version of each rate list: what an epoch records. */
export async function listRateVersions(db: Executor): Promise<Record<string, number>> {
  return listNewestVersions(db, "rate_list_version");
}

/**
 * The rates of the given versions, by currency and day. Where two lists name a rate for the same currency and day, the
 * list whose id comes first in the alphabet counts: the same versions always give the same rates.
 * @param versions list id → version; a list that does not exist has no rates
 * @param only of these currencies and days, both ends included: lists have hundreds of thousands
 */
export async function listRatesAt(
  db: Executor,
  versions: Readonly<Record<string, number>>,
  only?: { currencies: readonly string[]; fromDay: number; toDay: number },
): Promise<Rate[]> {
  const narrowed = only
    ? sql`and currency = any(${textArray(only.currencies)}::text[])
        and day between date '1970-01-01' + ${only.fromDay}::integer and date '1970-01-01' + ${only.toDay}::integer`
    : sql``;
  const { rows } = await sql<Rate>`
    select distinct on (currency collate "C", day)
      currency, day - date '1970-01-01' as day, per_eur::text as "perEur"
    from unnest(
      ${textArray(Object.keys(versions))}::text[],
      ${numberArray(Object.values(versions))}::integer[]
    ) as asked (list_id, seq)
    join rate using (list_id)
    where first_seq <= asked.seq and (ended_seq is null or ended_seq > asked.seq) ${narrowed}
    order by currency collate "C", day, list_id collate "C"`.execute(db);
  return rows;
}

export interface RateListSummary {
  id: string;
  /** Of the current version. */
  seq: number;
  rateCount: number;
  /** ISO 4217, sorted. */
  currencies: string[];
  /** Days since 1970-01-01; absent from a list without rates. */
  firstDay?: number;
  lastDay?: number;
  source: string;
  /** Unix seconds. */
  importedAt: number;
}

/** Every rate list with its current version, by id. */
export async function listRateLists(db: Executor): Promise<RateListSummary[]> {
  const { rows } = await sql<{
    id: string;
    seq: number;
    rate_count: number;
    source: string;
    created_at: Date;
    currencies: string[] | null;
    first_day: number | null;
    last_day: number | null;
  }>`
    select version.list_id as id, seq, rate_count, source, created_at, currencies, first_day, last_day
    from (select distinct on (list_id) * from rate_list_version order by list_id, seq desc) as version
    cross join lateral (
      select array_agg(distinct currency order by currency) as currencies,
        min(day) - date '1970-01-01' as first_day, max(day) - date '1970-01-01' as last_day
      from rate where rate.list_id = version.list_id and ended_seq is null
    ) as held
    order by version.list_id`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    rateCount: row.rate_count,
    currencies: row.currencies ?? [],
    ...(row.first_day !== null && { firstDay: row.first_day }),
    ...(row.last_day !== null && { lastDay: row.last_day }),
    source: row.source,
    importedAt: secondsOf(row.created_at),
  }));
}
