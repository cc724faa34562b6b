import { expect, test } from "vitest";
import { unscreenedParts } from "./unscreened-parts.ts";

const lane = {
  chainId: 1,
  startBlock: 100,
  headPosition: 199,
  finalPosition: 150,
  checkpointPosition: 150,
  depthPosition: 150,
  rewindSeq: 0,
  generation: 1,
};
const spans = (from: number, to: number) => unscreenedParts(lane, from, to).map((part) => [part.from, part.to]);

test("what the lane has passed is screened", () => {
  expect(spans(100, 199)).toEqual([]);
  expect(spans(120, 130)).toEqual([]);
});

test("what lies below its start or beyond a gap is not", () => {
  expect(spans(50, 60)).toEqual([[50, 60]]);
  expect(spans(90, 110)).toEqual([[90, 99]]);
  expect(spans(190, 210)).toEqual([[200, 210]]);
  expect(spans(300, 310)).toEqual([[300, 310]]);
  expect(spans(50, 250)).toEqual([
    [50, 99],
    [200, 250],
  ]);
  expect(unscreenedParts(lane, 300, 310)[0]?.reason).toContain("block 200");
});
