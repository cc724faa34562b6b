import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateShare, shareEstimateText } from "./wilson-interval.ts";

test.each([
  // As published: Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I.
  [81, 263, 308, 255, 366],
  [15, 148, 101, 62, 160],
  [0, 20, 0, 0, 161],
  [1, 29, 34, 6, 172],
])("%i of %i", (count, total, permille, lowPermille, highPermille) => {
  expect(estimateShare(count, total)).toEqual({ count, total, permille, lowPermille, highPermille });
});

test("of nothing no share is known", () => expect(estimateShare(0, 0)).toBeUndefined());

test("in words", () => {
  const estimate = estimateShare(2, 3);
  expect(estimate && shareEstimateText(estimate)).toBe("66.7 % (2 of 3; 20.8 to 93.9 %)");
});

test("it holds the share, and is as wide for a share as for what is left of it", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (count, others) => {
      const total = count + others;
      const [one, other] = [estimateShare(count, total), estimateShare(others, total)];
      if (one === undefined || other === undefined) return total === 0;
      expect(one.lowPermille).toBeLessThanOrEqual(one.permille);
      expect(one.permille).toBeLessThanOrEqual(one.highPermille);
      expect(Math.abs(one.lowPermille - (1_000 - other.highPermille))).toBeLessThanOrEqual(1);
      return true;
    }),
  );
});
