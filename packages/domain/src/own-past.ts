import { countOf, groupDigits } from "./decimal-text.ts";
import { formatMicros, formatUnits } from "./money.ts";
import type { Direction, PegSum, Profile } from "./profile.ts";
import { dayOf, dayText } from "./rate-day.ts";

/** Days before an alert that its subject's past is told of; profiles remember two more. */
const OWN_PAST_DAYS = 90;

/** What one address received, or paid, over some days. JSON-safe. */
export interface PastFlow {
  payments: number;
  /** Days with at least one. */
  activeDays: number;
  /** Of each peg, by its name: in all, and on the day with most of it. Decimal text, each token taken at its peg. */
  sums: ReadonlyArray<{ peg: string; total: string; busiestDay: string }>;
}

/** What is normal for an address: whole UTC days before something happened to it. */
export interface OwnPast {
  /** Days looked at: as many as the lane reaches back, at most OWN_PAST_DAYS. */
  days: number;
  /** The first of them, and the first day after them: "2026-01-05". */
  from: string;
  before: string;
  received: PastFlow;
  paid: PastFlow;
}

/**
 * @param profile of what the address did up to that time, or later on that day
 * @param time unix seconds: days before its UTC day count
 * @param startTime block time of the lane's first block, unix seconds: before it nobody knows
 */
export function ownPastOf(profile: Pick<Profile, "days">, time: number, startTime: number): OwnPast {
  const before = dayOf(time);
  // The day on which the lane began is not whole.
  const from = Math.min(before, Math.max(before - OWN_PAST_DAYS, dayOf(startTime - 1) + 1));
  const within = profile.days.filter(({ day }) => day >= from && day < before);
  return {
    days: before - from,
    from: dayText(from),
    before: dayText(before),
    received: flowOf(within, "in"),
    paid: flowOf(within, "out"),
  };
}

function flowOf(days: Profile["days"], direction: Direction): PastFlow {
  const active = days.map((bucket) => bucket[direction]).filter(({ count }) => count > 0);
  const byPeg = Map.groupBy(
    active.flatMap(({ sums }) => sums),
    ({ peg }) => peg,
  );
  return {
    payments: active.reduce((sum, { count }) => sum + count, 0),
    activeDays: active.length,
    sums: [...byPeg].sort(([a], [b]) => (a < b ? -1 : 1)).map(([peg, sums]) => ({ peg, ...spanOf(sums) })),
  };
}

function spanOf(sums: readonly PegSum[]): { total: string; busiestDay: string } {
  const total = sums.reduce((sum, { micros }) => sum + micros, 0n);
  let busiest = 0n;
  for (const { micros } of sums) if (micros > busiest) busiest = micros;
  return { total: formatUnits(total, 6), busiestDay: formatUnits(busiest, 6) };
}

/** "in the 90 days before 2026-01-05 it received 45 payments on 12 days, 0.5 a day: 4,500.00 USD, at most …; it paid …" */
export function ownPastText({ days, before, received, paid }: OwnPast): string {
  if (days === 0) return `nothing is known of a whole day before ${before}: the lane had just begun`;
  const span = days === OWN_PAST_DAYS ? `the ${days} days` : `the ${countOf(days, "day")} that the lane reaches back`;
  return `in ${span} before ${before} it ${flowText("received", received, days)}; it ${flowText("paid", paid, days)}`;
}

function flowText(verb: string, { payments, activeDays, sums }: PastFlow, days: number): string {
  if (payments === 0) return `${verb} nothing`;
  const perDay = formatUnits((BigInt(payments) * 100n) / BigInt(days), 2);
  const amounts = sums.map(({ peg, total, busiestDay }) => {
    const [all, most] = [total, busiestDay].map((decimal) => currencyText(decimal, peg));
    return `${all}, at most ${most} on a day`;
  });
  const rate = `${countOf(payments, "payment")} on ${countOf(activeDays, "day")}, ${groupDigits(perDay)} a day`;
  return `${verb} ${rate}${amounts.length === 0 ? "" : `: ${amounts.join("; ")}`}`;
}

function currencyText(decimal: string, peg: string): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return formatMicros(BigInt(whole + fraction.padEnd(6, "0")), peg);
}
