import { describe, expect, it } from "vitest";
import { exampleParty } from "./example-encounter.ts";
import type { RecentFlow } from "./profile.ts";
import { periodOf } from "./regular-series.ts";

const DAY_S = 86_400;
const REGULARITY = {
  periodsDays: [7, 30],
  periodTolerancePercent: 20,
  intervalCvPercentMax: 25,
  amountCvPercentMax: 20,
};

function flows(times: readonly number[], amounts: readonly number[] = times.map(() => 100)): RecentFlow[] {
  return times.map((time, n) => ({
    counterparty: exampleParty(1),
    peg: "USD",
    micros: BigInt(amounts[n] ?? 0),
    time,
    blockNumber: n,
    logIndex: n,
    txFirstLog: n,
    token: undefined,
    isService: false,
  }));
}

/** Begins at some time and goes on after these days. */
function after(...days: number[]): number[] {
  let time = 1_000_000;
  return [
    time,
    ...days.map((day) => {
      time += day * DAY_S;
      return time;
    }),
  ];
}

describe("the period", () => {
  it.each([
    [[7, 7, 7], 7],
    [[31, 28, 31], 30],
    [[8.4, 8.4, 8.4], 7],
    [[8.4, 8.4, 8.5], undefined],
    [[5.6, 5.6, 5.6], 7],
    [[5.6, 5.6, 5.5], undefined],
    [[14, 14, 14], undefined],
  ])("of payments %j days apart is %s", (days, period) => {
    expect(periodOf(flows(after(...days)), REGULARITY)).toBe(period);
  });
});

it("takes intervals whose deviation is a quarter of their mean, and no more", () => {
  expect(periodOf(flows(after(5.25, 8.75)), REGULARITY)).toBe(7);
  expect(periodOf(flows(after(5.2, 8.8)), REGULARITY)).toBeUndefined();
});

it("takes amounts whose deviation is a fifth of their mean, and no more", () => {
  expect(periodOf(flows(after(7), [80, 120]), REGULARITY)).toBe(7);
  expect(periodOf(flows(after(7), [79, 120]), REGULARITY)).toBeUndefined();
});

it("finds none in one payment, nor in payments of one moment", () => {
  expect(periodOf(flows(after()), REGULARITY)).toBeUndefined();
  expect(periodOf(flows(after(0, 0, 0)), REGULARITY)).toBeUndefined();
});

it("is exact where a float would not be", () => {
  const huge = 2 ** 52;
  expect(periodOf(flows(after(7, 7), [huge, huge, huge]), { ...REGULARITY, amountCvPercentMax: 0 })).toBe(7);
  expect(
    periodOf(flows(after(7, 7), [huge, huge, huge - 1]), { ...REGULARITY, amountCvPercentMax: 0 }),
  ).toBeUndefined();
});
