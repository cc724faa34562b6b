import { RATE_AGE_DAYS_MAX, type Rate } from "@redflag/domain/rate-table";

/** Days on which a rate is missing and none before it is recent enough: rules that need it are silent then. */
export interface RateGap {
  currency: string;
  /** Days since 1970-01-01, both included. */
  fromDay: number;
  /** Absent when the currency has no newer rate: from that day on. */
  toDay?: number;
}

/** By currency, then day. A currency that ends before the others do has a gap without end. */
export function findRateGaps(rates: readonly Rate[]): RateGap[] {
  const gaps: RateGap[] = [];
  const lastDay = rates.reduce((last, { day }) => Math.max(last, day), 0);
  const byCurrency = Map.groupBy(rates, ({ currency }) => currency);
  for (const currency of [...byCurrency.keys()].sort()) {
    const days = (byCurrency.get(currency) ?? []).map(({ day }) => day).sort((a, b) => a - b);
    for (const [index, day] of days.entries()) {
      const fromDay = day + RATE_AGE_DAYS_MAX + 1;
      const next = days[index + 1];
      if (next === undefined) {
        if (fromDay <= lastDay) gaps.push({ currency, fromDay });
      } else if (fromDay < next) gaps.push({ currency, fromDay, toDay: next - 1 });
    }
  }
  return gaps;
}

const SATURDAY = 6;
const SUNDAY = 0;
/** 1970-01-01 was a Thursday. */
const WEEKDAY_OF_DAY_0 = 4;

/** Business days between the first and the last for which there is no row at all; public holidays are among them. */
export function findMissingDays(days: ReadonlySet<number>): number[] {
  const missing: number[] = [];
  const sorted = [...days].sort((a, b) => a - b);
  for (let day = sorted[0] ?? 0; day < (sorted.at(-1) ?? 0); day++) {
    const weekday = (day + WEEKDAY_OF_DAY_0) % 7;
    if (weekday !== SATURDAY && weekday !== SUNDAY && !days.has(day)) missing.push(day);
  }
  return missing;
}
