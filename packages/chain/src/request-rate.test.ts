import fc from "fast-check";
import { expect, it } from "vitest";
import { RequestRate } from "./request-rate.ts";

it("is unbounded until somebody says otherwise", () => {
  const rate = new RequestRate();
  expect(Array.from({ length: 50 }, () => rate.reserve(1_000))).toEqual(Array(50).fill(0));
  expect(rate.perSecond(1_000)).toBe(Number.POSITIVE_INFINITY);
});

it("never lets more through in any second than the operator allows", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), gaps, (perSecondMax, pauses) => {
      const rate = new RequestRate(perSecondMax);
      let now = 0;
      const sent = pauses.map((pause) => {
        now += pause;
        return now + rate.reserve(now);
      });
      for (const [i, at] of sent.entries()) {
        const until = sent[i + perSecondMax];
        if (until !== undefined) expect(until - at).toBeGreaterThan(999);
      }
    }),
  );
});

it("halves what was sent when it is refused, once for all that were under way, and recovers slowly", () => {
  const rate = new RequestRate();
  for (let i = 0; i < 20; i++) rate.reserve(i * 50);
  rate.slowDown(1_000);
  rate.slowDown(1_400);
  const after = rate.perSecond(1_400);
  expect(after).toBeCloseTo(9.5, 0);
  expect(rate.perSecond(11_000)).toBeCloseTo(after * 1.1);
  expect(rate.perSecond(21_000)).toBeCloseTo(after * 1.21);
  rate.slowDown(22_000);
  expect(rate.perSecond(22_000)).toBeLessThan(after);
  expect(rate.perSecond(22_000 + 3_600_000)).toBe(Number.POSITIVE_INFINITY);
});

it("never asks less than once in five seconds, and never more than the operator allows", () => {
  const rate = new RequestRate(2);
  for (let i = 0; i < 20; i++) rate.slowDown(i * 2_000);
  expect(rate.perSecond(40_000)).toBeGreaterThanOrEqual(0.2);
  expect(rate.perSecond(9_000_000)).toBe(2);
});
