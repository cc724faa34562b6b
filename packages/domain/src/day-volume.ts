import { isOneTransaction } from "./flow-window.ts";
import { USD, worthOf } from "./flow-worth.ts";
import type { Direction, Profile, RecentFlow } from "./profile.ts";
import { dayOf } from "./rate-day.ts";
import type { RateTable } from "./rate-table.ts";

const DAY_S = 86_400;

/** What went one way on some whole days, of all transfers and not of the remembered ones alone. */
export interface DayVolume {
  /** Millionths of a US dollar, each day's sums at that day's rates; undefined where one has none. */
  micros: bigint | undefined;
  /** Why it is undefined. */
  missing: string | undefined;
}

/** From the first of these days to the last, days since 1970-01-01. What was issued or destroyed is in it. */
export function volumeOfDays(
  { days }: Profile,
  direction: Direction,
  rates: RateTable,
  first: number,
  last = Number.POSITIVE_INFINITY,
): DayVolume {
  let sumMicros = 0n;
  for (const bucket of days) {
    if (bucket.day < first || bucket.day > last) continue;
    const time = bucket.day * DAY_S;
    for (const { peg, micros } of bucket[direction].sums) {
      const worth = worthOf(rates, { peg, micros, time }, USD);
      if (worth === undefined) return { micros: undefined, missing: rates.explainMissing(peg, USD, time) };
      sumMicros += worth;
    }
  }
  return { micros: sumMicros, missing: undefined };
}

/**
 * Whether the payment's transaction is the first of its UTC day in which the address paid somebody. A rule about what an
 * address is, rather than about one payment, speaks once a day: whoever pays a hundred would fill an alert with them.
 */
export function isFirstOfDay({ recentOut }: Profile, present: RecentFlow): boolean {
  const before = recentOut.findLast((flow) => flow !== present && !isOneTransaction(flow, present));
  return before === undefined || dayOf(before.time) < dayOf(present.time);
}

export const SAID_TODAY_TEXT = "it paid somebody earlier that day, and the rule speaks once a day";
