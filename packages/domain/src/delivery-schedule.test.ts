import fc from "fast-check";
import { expect, test } from "vitest";
import { DELIVERY_ATTEMPTS_MAX, hasFailedTooLong, nextAttemptS, RETRY_AFTER_MAX_S } from "./delivery-schedule.ts";

const DAY_MS = 86_400_000;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("ten attempts, as Standard Webhooks has them, and then none", () => {
  const delays = Array.from({ length: 11 }, (_, failed) => nextAttemptS(failed, undefined, 0));
  const [minute, hour] = [60, 3_600];
  expect(delays).toEqual([
    ...[0, 5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
    undefined,
  ]);
  expect(DELIVERY_ATTEMPTS_MAX).toBe(10);
});

test("chance delays by a fifth at most, and never hastens", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), random, (failed, chance) => {
      const own = nextAttemptS(failed, undefined, 0) ?? Number.NaN;
      const waited = nextAttemptS(failed, undefined, chance) ?? Number.NaN;
      expect(waited).toBeGreaterThanOrEqual(own);
      expect(waited).toBeLessThanOrEqual(own * 1.2);
    }),
  );
});

test("a receiver that asks for time has it, up to a day, and never brings an attempt forward", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), fc.nat(1e9), random, (failed, retryAfterS, chance) => {
      const own = nextAttemptS(failed, undefined, chance) ?? Number.NaN;
      const waited = nextAttemptS(failed, retryAfterS, chance) ?? Number.NaN;
      expect(waited).toBe(Math.max(own, Math.min(retryAfterS, RETRY_AFTER_MAX_S)));
    }),
  );
  expect(nextAttemptS(10, 60, 0)).toBeUndefined();
});

test("three days without one success are too long", () => {
  const since = new Date("2026-01-01T00:00:00Z");
  expect(hasFailedTooLong(since, new Date(since.getTime() + 3 * DAY_MS - 1))).toBe(false);
  expect(hasFailedTooLong(since, new Date(since.getTime() + 3 * DAY_MS))).toBe(true);
});
