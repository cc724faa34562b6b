import { expect, test } from "vitest";
import { armHeuristics, currentInputs, type Epoch, epochAt, lastBlockOfEpoch } from "./epoch.ts";

const epoch = (seq: number, fromBlock: number): Epoch => ({
  seq,
  fromBlock,
  inputs: currentInputs({ ofac: seq }, { ecb: seq }),
});

test("the epoch written last wins from its first block on, also after the lane went back", () => {
  const epochs = [epoch(1, 0), epoch(2, 100), epoch(3, 99)];
  expect([0, 98, 99, 100, 103].map((n) => epochAt(epochs, n)?.seq)).toEqual([1, 1, 3, 3, 3]);
});

test("a batch ends where the next epoch begins", () => {
  const epochs = [epoch(1, 0), epoch(2, 100)];
  expect(lastBlockOfEpoch(epochs, 50, 200)).toBe(99);
  expect(lastBlockOfEpoch(epochs, 100, 200)).toBe(200);
  expect(lastBlockOfEpoch([...epochs, epoch(3, 40)], 50, 200)).toBe(200);
});

test("inputs name rules that this program has, or it says which it has not", () => {
  expect(armHeuristics(currentInputs({}, {})).missing).toEqual([]);
  const foreign = { lists: {}, heuristics: [{ id: "watchlist-hit", version: 99, params: {} }] };
  expect(armHeuristics(foreign)).toMatchObject({ armed: [], missing: ["watchlist-hit version 99"] });
});
