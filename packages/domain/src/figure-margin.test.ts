import fc from "fast-check";
import { expect, test } from "vitest";
import type { Figure } from "./figure.ts";
import { marginText, smallestChange } from "./figure-margin.ts";
import { amountFigure, countFigure, shareFigure } from "./figure-of.ts";

const payers = (value: number) => countFigure(value, "payers", "at_least", 20, "in 7 days");
const recipients = (value: number) => countFigure(value, "recipients", "at_most", 2, "in a day");
const usd = (micros: bigint) => amountFigure(micros, "USD", "below", 10_000_000n, "each");

test.each<[Figure, string]>([
  [payers(23), "met by 3, 15 % of the threshold"],
  [payers(20), "just met"],
  [payers(19), "missed by 1, 5 % of the threshold"],
  [recipients(1), "met by 1, 50 % of the threshold"],
  [recipients(5), "missed by 3, 150 % of the threshold"],
  [usd(9_999_999n), "met by 0.000001, 0 % of the threshold"],
  [usd(10_000_000n), "just missed"],
  [shareFigure(96n, 100n, "at_least", 80, "sent on"), "met by 16, 20 % of the threshold"],
  [countFigure(3, "payments", "at_least", 0, "before"), "met by 3"],
])("how far %o is from its threshold", (figure, text) => {
  expect(marginText(figure)).toBe(text);
});

test.each<[Figure[], string | undefined]>([
  [[], undefined],
  [[payers(23), recipients(1)], "fewer than 20 payers in 7 days (4 fewer)"],
  [[payers(60), recipients(2)], "more than 2 recipients in a day (1 more)"],
  [[usd(9_000_000n)], "at least 10 USD each (1 more)"],
  [[shareFigure(96n, 100n, "at_least", 80, "sent on")], "less than 80 % sent on (over 16 less)"],
  [[shareFigure(80n, 100n, "at_least", 80, "sent on")], "less than 80 % sent on (anything less)"],
  [[countFigure(0, "gaps", "at_most", 0, "in it"), payers(30)], "fewer than 20 payers in 7 days (11 fewer)"],
])("the least change of %o", (figures, text) => {
  expect(smallestChange(figures)).toBe(text);
});

test("no figure is nearer to its threshold than the one that is named, by its share of it", () => {
  const figure = fc
    .record({ value: fc.integer({ min: 1, max: 1_000 }), threshold: fc.integer({ min: 1, max: 1_000 }) })
    .map(({ value, threshold }) => {
      const [low, high] = [Math.min(value, threshold), Math.max(value, threshold)];
      return countFigure(high, "payers", "at_least", low, `of ${high} and ${low}`);
    });
  fc.assert(
    fc.property(fc.array(figure, { minLength: 1, maxLength: 6 }), (figures) => {
      const shares = figures.map(({ value, threshold }) => (Number(value) - Number(threshold)) / Number(threshold));
      const named = figures.findIndex(({ name }) => smallestChange(figures)?.includes(`${name} (`));
      expect(shares[named]).toBeCloseTo(Math.min(...shares), 12);
    }),
  );
});
