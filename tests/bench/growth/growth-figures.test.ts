import { expect, test } from "vitest";
import { cutStretches, growthOf, growthText, type Stretch } from "./growth-figures.ts";

const stretch = (cpuSeconds: number): Stretch => ({
  transfers: 500_000,
  seconds: 10,
  clientCpuSeconds: cpuSeconds / 4,
  postgresCpuSeconds: (3 * cpuSeconds) / 4,
  rssMb: 300,
});

test("the last part is held to the second, since the first warms up", () => {
  const figures = growthOf([stretch(20), stretch(10), stretch(9), stretch(12)], 390);
  expect(figures.growth).toBeCloseTo(0.2);
  const text = growthText(figures);
  expect(text).toContain("1,000,000 held: 50,000 transfers/s, 20.0 CPU s per million, RSS 300 MB");
  expect(text).toContain("+20 % CPU; peak RSS 390 MB");
  expect(growthText(growthOf([stretch(20), stretch(10), stretch(9)], 390))).toContain("−10 % CPU");
});

test("one part has nothing beside it", () => {
  expect(growthOf([stretch(20)], 390).growth).toBe(0);
});

test("a chain is cut without a gap, into no more parts than asked for", () => {
  const [firstBlock, lastBlock] = [20_000_000, 20_000_041];
  const spans = cutStretches({ firstBlock, lastBlock }, 20);
  expect(spans.length).toBeLessThanOrEqual(20);
  expect(spans[0]?.from).toBe(firstBlock);
  expect(spans.at(-1)?.to).toBe(lastBlock);
  for (const [i, { from }] of spans.entries()) if (i > 0) expect(from).toBe((spans[i - 1]?.to ?? 0) + 1);
});
