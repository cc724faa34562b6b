import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figureText, silenceConditions } from "./figure.ts";
import { amountFigure, countFigure, shareFigure, shareText } from "./figure-of.ts";

describe("a figure in words", () => {
  const figures = [
    countFigure(23, "payers", "at_least", 20, "in 7 days"),
    countFigure(1, "recipients", "at_most", 2, "within 24 h"),
    shareFigure(4n, 5n, "at_least", 80, "of it sent on"),
    amountFigure(999_500_000n, "USD", "below", 1_000_000_000n, "in this payment"),
    countFigure(0, "payments", "at_least", 1, "to one payee"),
  ];

  it("says what was found and what is asked for", () => {
    expect(figures.map(figureText)).toEqual([
      "23 payers in 7 days (at least 20)",
      "1 recipient within 24 h (at most 2)",
      "80 % of it sent on (at least 80)",
      "999.5 USD in this payment (below 1,000)",
      "0 payments to one payee (not at least 1)",
    ]);
  });

  it("says what would have kept the rule silent", () => {
    expect(silenceConditions(figures)).toEqual([
      "fewer than 20 payers in 7 days",
      "more than 2 recipients within 24 h",
      "less than 80 % of it sent on",
      "at least 1,000 USD in this payment",
      "fewer than 1 payment to one payee",
    ]);
  });
});

describe("comparisons", () => {
  it.each([
    ["at_least", [false, true, true]],
    ["at_most", [true, true, false]],
    ["below", [true, false, false]],
  ] as const)("%s: one less, the threshold, one more", (comparison, met) => {
    expect([19, 20, 21].map((n) => countFigure(n, "payers", comparison, 20, "").met)).toEqual(met);
    expect([19n, 20n, 21n].map((n) => amountFigure(n, "USD", comparison, 20n, "").met)).toEqual(met);
  });

  it("a share is met exactly when the part is, and its text agrees with that", () => {
    const anyMicros = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(
      fc.property(
        anyMicros,
        fc.bigInt({ min: 1n, max: 10n ** 30n }),
        fc.integer({ min: 0, max: 100 }),
        (part, whole, percent) => {
          const exact = part * 100n - BigInt(percent) * whole;
          const atLeast = shareFigure(part, whole, "at_least", percent, "");
          const atMost = shareFigure(part, whole, "at_most", percent, "");
          expect([atLeast.met, atMost.met]).toEqual([exact >= 0n, exact <= 0n]);
          const shownHundredths = [atLeast, atMost].map(({ value }) => Math.round(Number(value) * 100));
          const shown = shownHundredths.map((hundredths) => hundredths - percent * 100) as [number, number];
          if (shown.every((difference) => Math.abs(difference) < 1e12)) {
            expect([shown[0] >= 0, shown[1] <= 0]).toEqual([atLeast.met, atMost.met]);
          }
        },
      ),
    );
  });

  it("shows no share as reached that was not", () => {
    expect(shareFigure(799_999_999n, 1_000_000_000n, "at_least", 80, "")).toMatchObject({ value: "79.99", met: false });
    expect(shareFigure(50_000_001n, 1_000_000_000n, "at_most", 5, "")).toMatchObject({ value: "5.01", met: false });
    expect(shareText(799n, 1_000n)).toBe("79 %");
  });

  it("of nothing every part is 0 %", () => {
    expect(shareFigure(5n, 0n, "at_least", 80, "")).toMatchObject({ value: "0", met: false });
  });
});
