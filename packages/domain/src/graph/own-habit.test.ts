import fc from "fast-check";
import { expect, test } from "vitest";
import { who } from "./example-chain.ts";
import { GoingRates } from "./going-rates.ts";
import type { NovelEdge, Standing } from "./novel-edge.ts";
import { newcomerMost, newcomerSurprise, shareMost, shareSurprise } from "./own-habit.ts";

const direction = "in";
const FIRST = { isNovel: true, isStranger: true, isSenderNew: true, isRecipientNew: true };
const kinds = fc.record({
  isNovel: fc.boolean(),
  isStranger: fc.boolean(),
  isSenderNew: fc.boolean(),
  isRecipientNew: fc.boolean(),
});
/** All shares from none to every one. */
const anyRates = fc.array(kinds, { minLength: 1, maxLength: 40 }).map((payments) => {
  const rates = new GoingRates();
  for (const [i, payment] of [FIRST, ...payments].entries()) rates.count(i * 60, payment);
  return rates;
});

const few = fc.integer({ min: 0, max: 60 });
const bursts = fc.tuple(few, few, few, fc.integer({ min: 1, max: 48 })).map(([hits, others, between, count]) => {
  const before = { firstSeen: 0, total: hits + others, novel: hits, stranger: hits };
  const after = { ...before, total: before.total + count - 1 + 10 * between };
  return { direction, first: edgeWith(before), last: edgeWith(after), count } as const;
});

function edgeWith(recipient: Standing): NovelEdge {
  const ends = { from: who("a"), to: who("b"), sender: recipient, recipient };
  const at = { ordinal: 0, blockNumber: 0, logIndex: 0, time: 0, worth: undefined };
  return { ...at, ...ends, isStranger: true, novelWeight: 0, strangerWeight: 0 };
}

test("no burst departs further from its habits than its bounds say", () => {
  fc.assert(
    fc.property(anyRates, bursts, fc.nat(), (rates, burst, any) => {
      for (const layer of ["novel", "stranger"] as const) {
        expect(shareSurprise(rates, burst, layer)).toBeLessThanOrEqual(shareMost(rates, burst, layer));
      }
      const newcomers = any % (burst.count + 1);
      const surprise = newcomerSurprise(rates, direction, newcomers, burst.count);
      expect(surprise).toBeLessThanOrEqual(newcomerMost(rates, direction, newcomers, burst.count));
    }),
    { numRuns: 2_000 },
  );
});
