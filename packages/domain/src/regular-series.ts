import type { RecentFlow } from "./profile.ts";

export interface Regularity {
  /** Any of these may be the time between two payments. */
  periodsDays: readonly number[];
  /** Percent that the mean interval may differ from a period. */
  periodTolerancePercent: number;
  /** Percent: most that the deviation of intervals may be of their mean. */
  intervalCvPercentMax: number;
  /** Percent: the same of amounts. */
  amountCvPercentMax: number;
}

const DAY_S = 86_400n;

/**
 * Whether payments follow each other at nearly equal times, about a period apart, in nearly equal amounts of one peg. Exact:
 * standard deviations are compared as squares of integers.
 * @param flows in ledger order, of one peg
 * @returns the period in days; undefined where they are not regular
 */
export function periodOf(flows: readonly RecentFlow[], regularity: Regularity): number | undefined {
  const { periodsDays, periodTolerancePercent, intervalCvPercentMax, amountCvPercentMax } = regularity;
  const intervals = flows.slice(1).map(({ time }, n) => BigInt(time - (flows[n] as RecentFlow).time));
  if (intervals.length === 0) return undefined;
  if (!variesByAtMost(intervals, intervalCvPercentMax)) return undefined;
  const amounts = flows.map(({ micros }) => micros);
  if (!variesByAtMost(amounts, amountCvPercentMax)) return undefined;
  const spanS = sumOf(intervals);
  return periodsDays.find((days) => {
    const expectedS = BigInt(intervals.length) * BigInt(days) * DAY_S;
    const off = spanS > expectedS ? spanS - expectedS : expectedS - spanS;
    return off * 100n <= expectedS * BigInt(periodTolerancePercent);
  });
}

/** Whether the coefficient of variation is at most so many percent: (n·Σx² − S²) ÷ S² is its square. */
function variesByAtMost(values: readonly bigint[], percent: number): boolean {
  const sum = sumOf(values);
  const squares = sumOf(values.map((value) => value * value));
  const spread = BigInt(values.length) * squares - sum * sum;
  return spread * 10_000n <= BigInt(percent) * BigInt(percent) * sum * sum;
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}
