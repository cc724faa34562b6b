import fc from "fast-check";
import { expect, test } from "vitest";
import { createSeededRandom } from "./seeded-random.ts";

test("stays between its bounds and reaches both", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -1_000, max: 1_000 }), fc.nat(5), (seed, min, width) => {
      const random = createSeededRandom(seed);
      const drawn = new Set(Array.from({ length: 300 }, () => random.integer(min, min + width)));
      expect([...drawn].toSorted((a, b) => a - b)).toEqual(Array.from({ length: width + 1 }, (_, i) => min + i));
    }),
  );
});

test("neighbouring seeds and parts give unrelated sequences", () => {
  const draw = (...parts: number[]) => {
    const random = createSeededRandom(...parts);
    return Array.from({ length: 4 }, () => random.integer(0, 0xffffffff)).join();
  };
  const sequences = new Set<string>();
  for (let seed = 0; seed < 50; seed++) {
    for (let part = 0; part < 50; part++) sequences.add(draw(seed, part));
    sequences.add(draw(seed));
  }
  expect(sequences.size).toBe(50 * 51);
  expect(draw(3, 4)).toBe(draw(3, 4));
});

test("every value of a range comes up about as often as the others", () => {
  const counts = new Array<number>(10).fill(0);
  for (let block = 0; block < 10_000; block++) {
    const value = createSeededRandom(1_373, block).integer(0, 9);
    counts[value] = (counts[value] as number) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1_150);
});
