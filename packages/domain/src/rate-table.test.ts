import fc from "fast-check";
import { expect, test } from "vitest";
import { buildRateTable, findUsedRate, NO_RATES, RATE_AGE_DAYS_MAX, type Rate } from "./rate-table.ts";

/** 2026-01-05, a Monday. */
const MONDAY = 20_458;
const at = (day: number, second = 0) => day * 86_400 + second;

const USD: Rate = { currency: "USD", day: MONDAY, perEur: "1.25" };
const TRY: Rate = { currency: "TRY", day: MONDAY, perEur: "50" };
const rows = [TRY, USD, { ...USD, day: MONDAY + 1, perEur: "2" }];
const table = buildRateTable(rows);

test("converts over the euro, rounded down", () => {
  expect(table.convert(1_000_000n, "USD", "EUR", at(MONDAY))).toBe(800_000n);
  expect(table.convert(1_000_000n, "EUR", "USD", at(MONDAY))).toBe(1_250_000n);
  expect(table.convert(1_000_000n, "USD", "TRY", at(MONDAY))).toBe(40_000_000n);
  expect(table.convert(39n, "TRY", "USD", at(MONDAY))).toBe(0n);
  expect(table.convert(40n, "TRY", "USD", at(MONDAY))).toBe(1n);
});

test("a rate holds from its UTC day, and the day after has its own: nothing looks ahead", () => {
  expect(table.convert(100n, "EUR", "USD", at(MONDAY) - 1)).toBeUndefined();
  expect(table.convert(100n, "EUR", "USD", at(MONDAY, 86_399))).toBe(125n);
  expect(table.convert(100n, "EUR", "USD", at(MONDAY + 1))).toBe(200n);
});

test("a rate is used for its day and five more, then never", () => {
  expect(table.convert(1n, "EUR", "TRY", at(MONDAY + RATE_AGE_DAYS_MAX, 86_399))).toBe(50n);
  expect(table.convert(1n, "EUR", "TRY", at(MONDAY + RATE_AGE_DAYS_MAX + 1))).toBeUndefined();
  expect(findUsedRate(rows, "TRY", at(MONDAY + RATE_AGE_DAYS_MAX))).toEqual(TRY);
  expect(findUsedRate(rows, "TRY", at(MONDAY + RATE_AGE_DAYS_MAX + 1))).toBeUndefined();
  expect(findUsedRate(rows, "USD", at(MONDAY + 4))?.perEur).toBe("2");
});

test("what is missing is named", () => {
  const time = at(MONDAY - 1);
  expect(table.explainMissing("TRY", "EUR", time)).toBe("no rate for TRY on 2026-01-04 or the 5 days before");
  expect(table.explainMissing("NGN", "TRY", time)).toBe("no rate for NGN and TRY on 2026-01-04 or the 5 days before");
  expect(table.explainMissing("USD", "NGN", at(MONDAY))).toContain("no rate for NGN on 2026-01-05");
});

test("a table without rates knows only that a currency is itself", () => {
  expect(NO_RATES.convert(7n, "NGN", "NGN", 0)).toBe(7n);
  expect(NO_RATES.convert(7n, "NGN", "EUR", 0)).toBeUndefined();
  expect(NO_RATES.convert(7n, "EUR", "NGN", 0)).toBeUndefined();
});

test.each([
  ["EUR itself", [{ currency: "EUR", day: 1, perEur: "1" }]],
  ["two rates for one day", [USD, { ...USD, perEur: "3" }]],
  ["zero", [{ ...USD, perEur: "0.000000000" }]],
  ["a negative rate", [{ ...USD, perEur: "-1" }]],
  ["more digits than are counted", [{ ...USD, perEur: "1.0000000001" }]],
  ["half a day", [{ ...USD, day: 0.5 }]],
])("%s is a programmer's error", (_, rows) => {
  expect(() => buildRateTable(rows)).toThrow("Broken invariant");
});

const scaled = fc.bigInt({ min: 1n, max: 10n ** 15n });
const perEur = scaled.map((n) => `${n / 10n ** 9n}.${(n % 10n ** 9n).toString().padStart(9, "0")}`);
const currency = fc.constantFrom("USD", "TRY", "IDR", "KWD");
const rates = fc.uniqueArray(fc.record({ currency, day: fc.integer({ min: 0, max: 40 }), perEur }), {
  selector: (rate) => `${rate.currency} ${rate.day}`,
  maxLength: 60,
});
const micros = fc.bigInt({ min: 0n, max: 10n ** 30n });
const side = fc.oneof(currency, fc.constant("EUR"));

test("converts exactly when both rates are at hand, and never 1:1 for want of one", () => {
  fc.assert(
    fc.property(rates, micros, side, side, fc.integer({ min: 0, max: 50 }), (rows, amount, from, to, day) => {
      const converted = buildRateTable(rows).convert(amount, from, to, at(day, 3_600));
      const missing = [from, to].some((of) => of !== "EUR" && findUsedRate(rows, of, at(day)) === undefined);
      if (from === to) expect(converted).toBe(amount);
      else expect(converted === undefined).toBe(missing);
    }),
    { numRuns: 500 },
  );
});

test("a rate that is shown is the one that is used", () => {
  fc.assert(
    fc.property(rates, currency, fc.integer({ min: 0, max: 50 }), (given, of, day) => {
      const shown = findUsedRate(given, of, at(day));
      const used = buildRateTable(given).convert(10n ** 9n, "EUR", of, at(day));
      expect(used).toBe(shown && BigInt(shown.perEur.replace(".", "")));
    }),
    { numRuns: 500 },
  );
});

test("there and back loses less than one millionth of each currency", () => {
  fc.assert(
    fc.property(rates, micros, side, side, fc.integer({ min: 0, max: 40 }), (rows, amount, from, to, day) => {
      const built = buildRateTable(rows);
      const there = built.convert(amount, from, to, at(day));
      fc.pre(there !== undefined && from !== to);
      const back = built.convert(there as bigint, to, from, at(day)) as bigint;
      expect(back).toBeLessThanOrEqual(amount);
      // What was rounded away there, at most one millionth of `to`, is worth this much of `from`.
      const unit = built.convert(1n, to, from, at(day)) as bigint;
      expect(amount - back).toBeLessThanOrEqual(unit + 2n);
    }),
    { numRuns: 500 },
  );
});

test("more money is never worth less, and rows may come in any order", () => {
  fc.assert(
    fc.property(rates, micros, micros, side, side, (rows, a, b, from, to) => {
      const built = buildRateTable(rows);
      const [less, more] = a < b ? [a, b] : [b, a];
      const converted = [less, more].map((amount) => built.convert(amount, from, to, at(20)));
      fc.pre(converted[0] !== undefined);
      expect(converted[0] as bigint).toBeLessThanOrEqual(converted[1] as bigint);
      expect(buildRateTable(rows.toReversed()).convert(less, from, to, at(20))).toBe(converted[0]);
    }),
  );
});
