import { createHash } from "node:crypto";
import type { Hash } from "@redflag/domain/hex";
import { expect, test } from "vitest";
import { chanceOfCatching, isSampled } from "./block-sample.ts";

const hashOf = (text: string): Hash => `0x${createHash("sha256").update(text).digest("hex")}`;
const TRIALS = 2_000;

test.each([1, 10, 34, 60])(
  "of many liars about %i blocks of a backfill, as many are caught as is promised",
  (blocks) => {
    let caught = 0;
    for (let trial = 0; trial < TRIALS; trial++) {
      const misread = Array.from({ length: blocks }, (_, i) => hashOf(`block ${trial} ${i}`));
      if (misread.some((hash) => isSampled(hash, `secret ${trial}`))) caught += 1;
    }
    const chance = chanceOfCatching(blocks);
    // Four and a half deviations: one run in 150,000 would leave them, and with these seeds every run is the same.
    const bound = 4.5 * Math.sqrt(TRIALS * chance * (1 - chance));
    expect(Math.abs(caught - TRIALS * chance)).toBeLessThan(bound);
  },
);

test("the promise: 2 % for one block, half for 35, 87 % for 100", () => {
  expect([1, 35, 100].map((blocks) => Math.round(chanceOfCatching(blocks) * 100))).toEqual([2, 51, 87]);
});

test("another secret looks at other blocks: who knows one sample knows none of the next", () => {
  const hashes = Array.from({ length: 5_000 }, (_, i) => hashOf(`${i}`));
  const [one, other] = ["a", "b"].map((secret) => hashes.filter((hash) => isSampled(hash, secret)));
  expect(one?.filter((hash) => other?.includes(hash)).length).toBeLessThan(10);
  expect(one?.length).toBeGreaterThan(60);
});
