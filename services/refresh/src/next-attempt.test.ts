import fc from "fast-check";
import { expect, test } from "vitest";
import { secondsAfterFailure, secondsAfterSuccess } from "./next-attempt.ts";

const HOUR = 3600;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("the wait after a failure is drawn from nothing to a bound that doubles, and the interval bounds it", () => {
  expect([1, 2, 3, 4].map((count) => secondsAfterFailure(count, HOUR, 0.5))).toEqual([30, 60, 120, 240]);
  expect(secondsAfterFailure(100, HOUR, 0.999)).toBeCloseTo(HOUR, -1);
  expect(secondsAfterFailure(1, HOUR, 0)).toBe(5);
  expect(secondsAfterFailure(1, 1, 0.9)).toBe(1);
});

test("whatever is drawn, somebody waits, and not longer than the list's interval", () => {
  const interval = fc.integer({ min: 1, max: 31 * 24 * HOUR });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), interval, random, (count, everySeconds, drawn) => {
      for (const seconds of [
        secondsAfterFailure(count, everySeconds, drawn),
        secondsAfterSuccess(everySeconds, drawn),
      ]) {
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(everySeconds);
      }
      expect(secondsAfterSuccess(everySeconds, drawn)).toBeGreaterThanOrEqual(everySeconds * 0.95);
    }),
  );
});
