import { expect, test } from "vitest";
import { WorthHistogram } from "./worth-histogram.ts";

const share = (rarity: number) => 10 ** -rarity;

test("as rare as the share that is worth as much or more", () => {
  const worths = new WorthHistogram();
  for (let i = 0; i < 1_000; i++) worths.count(i < 990 ? 50 : 10_000);
  expect(share(worths.rarityOf(10_000))).toBeCloseTo(0.011, 2);
  expect(worths.rarityOf(50)).toBeCloseTo(0, 9);
  expect(share(worths.rarityOf(1e9))).toBeCloseTo(0.001, 3);
});

test("what was usual long ago is not; and nothing is too small, too large or too many", () => {
  const worths = new WorthHistogram();
  for (let i = 0; i < 5_000; i++) worths.count(10_000);
  for (let i = 0; i < 400_000; i++) worths.count(50);
  expect(worths.rarityOf(10_000)).toBeGreaterThan(3);
  for (const worth of [0, Number.MIN_VALUE, 1e300]) worths.count(worth);
  expect(worths.rarityOf(Number.MAX_VALUE)).toBeGreaterThan(3);
  expect(worths.rarityOf(0)).toBeCloseTo(0, 9);
});
