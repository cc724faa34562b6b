import fc from "fast-check";
import { expect, test } from "vitest";
import { rangeScale } from "./range-scale.ts";

test("a range with two ends is drawn from one to the other", () => {
  const scale = rangeScale({ least: 2, most: 12 }, []);
  expect([scale(2), scale(7), scale(12)]).toEqual([0, 50, 100]);
});

test("percent are never drawn by magnitude", () => {
  const scale = rangeScale({ least: 0, most: 100, isShare: true }, []);
  expect([scale(5), scale(50), scale(90)]).toEqual([5, 50, 90]);
});

test("a range without an end goes beyond the largest value that is shown", () => {
  const scale = rangeScale({ least: 1 }, [10, 20]);
  expect(scale(20)).toBeGreaterThan(scale(10));
  expect(scale(20)).toBeLessThan(100);
});

test("in a wide range small values stand apart", () => {
  const scale = rangeScale({ least: 1, most: 3_650 }, []);
  expect(scale(30) - scale(7)).toBeGreaterThan(10);
});

test("whatever the range, values keep their order and stay on the track", () => {
  fc.assert(
    fc.property(
      fc.record({ least: fc.nat(1_000), width: fc.option(fc.nat(1_000_000), { nil: undefined }) }),
      fc.array(fc.nat(2_000_000), { minLength: 2, maxLength: 4 }),
      ({ least, width }, values) => {
        const scale = rangeScale({ least, ...(width !== undefined && { most: least + width }) }, values);
        const places = values.toSorted((a, b) => a - b).map(scale);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(100);
        }
      },
    ),
  );
});
