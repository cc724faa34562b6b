import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaBinomialSurprise, binomialSurprise, poissonSurprise } from "./surprise.ts";

const decades = (probability: number) => -Math.log10(probability);

describe("held against what can be worked out by hand", () => {
  test("every one of three that a tenth does", () => {
    expect(binomialSurprise(3, 3, 0.1)).toBeCloseTo(3, 9);
  });

  test("at least one of ten that a hundredth does", () => {
    expect(binomialSurprise(1, 10, 0.01)).toBeCloseTo(decades(1 - 0.99 ** 10), 9);
  });

  test("with no past at all, every number of hits is as likely as any other", () => {
    expect(betaBinomialSurprise(8, 9, 1, 1)).toBeCloseTo(decades(2 / 10), 6);
    expect(betaBinomialSurprise(1, 3, 1, 1)).toBeCloseTo(decades(3 / 4), 6);
  });

  test("a half and a whole as past: the arcsine law", () => {
    expect(betaBinomialSurprise(1, 1, 0.5, 1.5)).toBeCloseTo(decades(0.25), 6);
  });

  test("with a long past the share is as good as known", () => {
    expect(betaBinomialSurprise(4, 10, 1e6, 9e6)).toBeCloseTo(binomialSurprise(4, 10, 0.1), 3);
  });

  test("at least one, and at least two, where half of one is expected", () => {
    expect(poissonSurprise(1, 0.5)).toBeCloseTo(decades(1 - Math.exp(-0.5)), 9);
    expect(poissonSurprise(2, 0.5)).toBeCloseTo(decades(1 - 1.5 * Math.exp(-0.5)), 9);
  });

  test("nothing is no surprise, and neither is what is expected", () => {
    expect([binomialSurprise(0, 9, 0.5), betaBinomialSurprise(0, 9, 1, 1), poissonSurprise(0, 1)]).toEqual([0, 0, 0]);
    expect(poissonSurprise(3, 3)).toBe(0);
  });
});

test("one more is never less of a surprise, and none is negative or without an end", () => {
  const share = fc.double({ min: 1e-6, max: 1, noNaN: true });
  const past = fc.double({ min: 0, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 300 }),
      share,
      past,
      past,
      (a, b, p, x, y) => {
        const [trials, hits] = [Math.max(a, b), Math.min(a, b)];
        const grows = (surprise: (hits: number) => number) => {
          expect(surprise(hits)).toBeGreaterThanOrEqual(0);
          expect(surprise(hits)).toBeLessThan(1e6);
          if (hits < trials) expect(surprise(hits + 1)).toBeGreaterThanOrEqual(surprise(hits) - 1e-6);
        };
        grows((count) => binomialSurprise(count, trials, p));
        grows((count) => betaBinomialSurprise(count, trials, x, y));
        grows((count) => poissonSurprise(count, p * trials));
      },
    ),
  );
});
