import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { isHeldAt } from "./watch-book.ts";
import { holdsThroughout, type WatchEpoch, watchEpochAt, watchSpan } from "./watch-epoch.ts";

const ruleVersion = 1;
const epochs: WatchEpoch[] = [
  { seq: 1, fromBlock: 1, watchSeq: 1, ruleVersion },
  { seq: 2, fromBlock: 100, watchSeq: 2, ruleVersion },
  // Written when the lane had gone back after a reorg.
  { seq: 3, fromBlock: 90, watchSeq: 4, ruleVersion },
];

test("of the epochs that begin at or before a block, the one written last is in force", () => {
  expect([0, 1, 89, 90, 100].map((block) => watchEpochAt(epochs, block)?.seq)).toEqual([undefined, 1, 1, 3, 3]);
});

test("a stretch needs an epoch where another is ahead, or where the rule is another", () => {
  const [first, second] = epochs as [WatchEpoch, WatchEpoch];
  expect(holdsThroughout([first, second], { from: 50, to: 99 }, first)).toBe(true);
  expect(holdsThroughout([first, second], { from: 50, to: 100 }, first)).toBe(false);
  expect(holdsThroughout([first], { from: 50, to: 99 }, { ...first, ruleVersion: 2 })).toBe(false);
  expect(holdsThroughout([], { from: 50, to: 99 }, first)).toBe(false);
});

describe("the span of a watch", () => {
  it("begins and ends where the first epochs begin that know of it", () => {
    expect(watchSpan(epochs, { firstSeq: 2 })).toEqual({ since: 90 });
    expect(watchSpan(epochs, { firstSeq: 1, endedSeq: 3 })).toEqual({ since: 1, end: 90 });
    expect(watchSpan(epochs, { firstSeq: 1, endedSeq: 5 })).toEqual({ since: 1 });
    expect(watchSpan(epochs, { firstSeq: 5 })).toBeUndefined();
  });

  it("is exactly the blocks whose epoch holds the watch, however often the lane went back", () => {
    const steps = fc.array(fc.record({ fromBlock: fc.integer({ min: 1, max: 20 }), changes: fc.nat(2) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 8 }),
        fc.option(fc.integer({ min: 1, max: 5 })),
        (taken, firstSeq, life) => {
          let watchSeq = 0;
          const written = taken.map(({ fromBlock, changes }, i): WatchEpoch => {
            watchSeq += changes;
            return { seq: i + 1, fromBlock, watchSeq, ruleVersion };
          });
          const watch = { firstSeq, ...(life !== null && { endedSeq: firstSeq + life }) };
          const span = watchSpan(written, watch);
          for (let block = 1; block <= 21; block++) {
            const isIn = span !== undefined && block >= span.since && block < (span.end ?? Number.POSITIVE_INFINITY);
            expect(isIn).toBe(isHeldAt(watch, watchEpochAt(written, block)?.watchSeq ?? 0));
          }
        },
      ),
    );
  });
});
