import assert from "./assert.ts";
import { dayOf, dayText } from "./rate-day.ts";

/**
 * Days a published rate may be used after its day. The longest run of TARGET holidays is from Good Friday to Easter
 * Monday, and Tuesday's rate is published on Tuesday afternoon: until then Thursday's must do. Ours [E].
 */
export const RATE_AGE_DAYS_MAX = 5;

/** A published exchange rate: what one euro was worth on a day. */
export interface Rate {
  /** ISO 4217. Never EUR, which is 1 by definition. */
  currency: string;
  /** Days since 1970-01-01. */
  day: number;
  /** Units of the currency for one euro: a positive decimal with at most 9 fraction digits, such as "1.0852". */
  perEur: string;
}

/** What money in one currency is worth in another at a time (unix seconds). Integers throughout; never 1:1 by default. */
export interface RateTable {
  /**
   * Units of `to` in millionths for `micros` millionths of `from`, rounded down, with the rates of the time's UTC day or
   * the newest day before it; undefined when a rate is missing or older than RATE_AGE_DAYS_MAX. The same currency is
   * unchanged.
   */
  convert(micros: bigint, from: string, to: string, time: number): bigint | undefined;
  /** Why `convert` gave undefined, such as "no rate for TRY on 2026-01-05 or the 5 days before". */
  explainMissing(from: string, to: string, time: number): string;
}

const FRACTION_DIGITS = 9;
const SCALE = 10n ** BigInt(FRACTION_DIGITS);
const PER_EUR = /^(\d+)(?:\.(\d{1,9}))?$/;

/** One currency's rates, by ascending day. */
interface Series {
  days: number[];
  /** Units for one euro, in units of 10^-9. */
  scaled: bigint[];
}

/** Rows in any order, at most one for a currency and day. */
export function buildRateTable(rows: Iterable<Rate>): RateTable {
  const byCurrency = Map.groupBy(rows, ({ currency }) => currency);
  assert(!byCurrency.has("EUR"), "EUR needs no rate");
  const series = new Map([...byCurrency].map(([currency, rates]) => [currency, seriesOf(rates)]));

  function scaledAt(currency: string, time: number): bigint | undefined {
    if (currency === "EUR") return SCALE;
    const found = series.get(currency);
    if (found === undefined) return undefined;
    const index = countUpTo(found.days, dayOf(time)) - 1;
    const rateDay = found.days[index];
    return rateDay !== undefined && isRecent(rateDay, time) ? found.scaled[index] : undefined;
  }

  return {
    convert(micros, from, to, time) {
      assert(micros >= 0n, "an amount is not negative");
      if (from === to) return micros;
      const fromRate = scaledAt(from, time);
      const toRate = scaledAt(to, time);
      return fromRate === undefined || toRate === undefined ? undefined : (micros * toRate) / fromRate;
    },
    explainMissing(from, to, time) {
      const missing = [from, to].filter((currency) => from !== to && scaledAt(currency, time) === undefined);
      assert(missing.length > 0, "only a missing rate has a reason");
      return `no rate for ${missing.join(" and ")} on ${dayText(dayOf(time))} or the ${RATE_AGE_DAYS_MAX} days before`;
    },
  };
}

/** The rate that a table of these rows converts with, to show it; undefined where it has none. Looks at every row. */
export function findUsedRate(rows: Iterable<Rate>, currency: string, time: number): Rate | undefined {
  let newest: Rate | undefined;
  for (const rate of rows) {
    if (rate.currency !== currency || rate.day > dayOf(time) || !isRecent(rate.day, time)) continue;
    if (newest === undefined || rate.day > newest.day) newest = rate;
  }
  return newest;
}

/** Converts a currency into itself only. */
export const NO_RATES: RateTable = buildRateTable([]);

function isRecent(rateDay: number, time: number): boolean {
  return dayOf(time) - rateDay <= RATE_AGE_DAYS_MAX;
}

function seriesOf(given: readonly Rate[]): Series {
  const rates = given.toSorted((a, b) => a.day - b.day);
  const days = rates.map(({ day }) => day);
  assert(
    days.every((day, index) => Number.isSafeInteger(day) && day !== days[index - 1]),
    "a currency has one rate a day",
  );
  return { days, scaled: rates.map(({ perEur }) => scaledOf(perEur)) };
}

function scaledOf(perEur: string): bigint {
  const [, whole, fraction = ""] = PER_EUR.exec(perEur) ?? [];
  const scaled = whole === undefined ? 0n : BigInt(whole + fraction.padEnd(FRACTION_DIGITS, "0"));
  assert(scaled > 0n, "a rate is a positive decimal with at most 9 fraction digits");
  return scaled;
}

/** How many of the ascending days are not after this one. */
function countUpTo(days: readonly number[], day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] as number) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
