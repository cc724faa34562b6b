import { expect, test } from "vitest";
import { proofFigures, proofsText } from "./proof-figures.ts";

const fast = { chain: "fast", blockTimeMs: 250, receiptsPerBlock: 7 };
const slow = { chain: "slow", blockTimeMs: 10_000, receiptsPerBlock: 200 };

test("what a block costs, at the pace of its chain", () => {
  const figures = proofFigures(fast, { blocks: 10, cpuSeconds: 0.01 }, { blocks: 20, cpuSeconds: 0.1 });
  expect(figures).toEqual({
    chain: "fast",
    blocksPerS: 4,
    receiptsPerBlock: 7,
    readMs: 1,
    provenMs: 5,
    corePercent: 2,
  });
});

test("the table adds the chains up", () => {
  const cost = { blocks: 1, cpuSeconds: 0.1 };
  const lines = proofsText([proofFigures(fast, cost, cost), proofFigures(slow, cost, cost)]).split("\n");
  expect(lines[2]).toMatch(/^slow +0\.10 +200 +100\.00 +100\.00 +1\.00$/);
  expect(lines.at(-1)).toBe("all heads: 41.0 % of a core; to read the same answers alone 41.0 %");
});
