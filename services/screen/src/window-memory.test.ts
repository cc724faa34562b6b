import { expect, test } from "vitest";
import { findMemoryShortage } from "./window-memory.ts";

const MB = 2 ** 20;

test("nine busy chains do not fit where they were seen to run out of memory, and fit where they were seen to go on", () => {
  expect(findMemoryShortage({ chains: 9, pairsMax: 250_000 }, 1_120 * MB)).toEqual({
    neededMb: 1_288,
    allowedMb: 1_120,
  });
  expect(findMemoryShortage({ chains: 9, pairsMax: 250_000 }, 1_728 * MB)).toBeUndefined();
  expect(findMemoryShortage({ chains: 1, pairsMax: 250_000 }, 256 * MB)).toBeUndefined();
  expect(findMemoryShortage({ chains: 9, pairsMax: 100_000 }, 1_120 * MB)).toBeUndefined();
});
