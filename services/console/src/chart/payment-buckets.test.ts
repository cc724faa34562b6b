import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketsOf, decimalOf, endOf, sizeFor, type TimelinePayment } from "./payment-buckets.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test("hours of a few days, days of a quarter, weeks of a year", () => {
  expect(sizeFor(0, 2 * DAY_MS)).toBe("hour");
  expect(sizeFor(0, 30 * DAY_MS)).toBe("day");
  expect(sizeFor(0, 365 * DAY_MS)).toBe("week");
});

test("weeks begin on Mondays, whatever day the stretch begins on", () => {
  const [first] = bucketsOf([], Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31));
  expect(new Date(first?.fromMs ?? 0).toISOString()).toBe("2025-12-29T00:00:00.000Z");
});

test("sums are exact", () => {
  const at = "2026-01-01T00:30:00.000Z";
  const payments = ["0.1", "0.2", "100000000000000000000"].map(
    (amount): TimelinePayment => ({ at, direction: "in", amount, currency: "USD" }),
  );
  const [bucket] = bucketsOf(payments, Date.parse(at), Date.parse(at));
  expect(bucket && decimalOf(bucket.in.micros)).toBe("100000000000000000000.3");
});

test("each payment of the stretch is in one bucket, which holds its moment", () => {
  const moment = fc.integer({ min: 0, max: 400 * DAY_MS });
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 50 }), fc.tuple(moment, moment), (moments, ends) => {
      const [from, to] = [Math.min(...ends), Math.max(...ends)];
      const inside = moments.filter((at) => at >= from && at <= to);
      const payments = inside.map(
        (at): TimelinePayment => ({ at: new Date(at).toISOString(), direction: "out", amount: "1", currency: "USD" }),
      );
      const buckets = bucketsOf(payments, from, to);
      const size = sizeFor(from, to);
      expect(buckets.reduce((sum, { out }) => sum + out.payments, 0)).toBe(inside.length);
      for (const [index, bucket] of buckets.entries()) {
        const held = inside.filter((at) => at >= bucket.fromMs && at < endOf(bucket, size));
        expect(bucket.out).toEqual({ payments: held.length, micros: BigInt(held.length) * 1_000_000n });
        if (index > 0) expect(bucket.fromMs).toBe(endOf(buckets[index - 1] ?? bucket, size));
      }
    }),
  );
});
