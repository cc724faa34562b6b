import fc from "fast-check";
import { expect, test } from "vitest";
import { who } from "./example-chain.ts";
import type { NovelEdge } from "./novel-edge.ts";
import { EDGES_OF_ADDRESS_MAX, NOBODY, PairLinks } from "./pair-links.ts";

const HOUR_S = 3_600;
const STANDING = { firstSeen: undefined, total: 0, novel: 0, stranger: 0 };

function edgeOf(ordinal: number, from: string, to: string, time = ordinal * 12 * HOUR_S): NovelEdge {
  const ends = { from: who(from), to: who(to), sender: STANDING, recipient: STANDING };
  const at = { ordinal, blockNumber: ordinal, logIndex: 0, time, worth: undefined };
  return { ...at, ...ends, isStranger: true, novelWeight: 0, strangerWeight: 0 };
}

test("says what a list of all that is held says, whatever comes and goes", () => {
  const names = fc.integer({ min: 0, max: 400 }).map((n) => `a${n}`);
  const steps = fc.array(fc.tuple(names, names, fc.integer({ min: 0, max: 2 })), { minLength: 300, maxLength: 900 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 1_000 }), (payments, begin) => {
      const links = new PairLinks();
      const held: NovelEdge[] = [];
      for (const [i, [from, to, leaving]] of payments.entries()) {
        const edge = edgeOf(begin + i, from, to);
        links.add(edge);
        held.push(edge);
        for (let n = 0; n < leaving && held.length > 1; n++) links.leave(held.shift() as NovelEdge);
        expect(links.payerOf(edge)).toBe(links.numberOf(edge.from));
        expect(links.payeeOf(edge)).toBe(links.numberOf(edge.to));
        for (const address of [edge.from, edge.to]) {
          const outs = held.filter((one) => one.from === address).map(({ ordinal }) => ordinal);
          const ins = held.filter((one) => one.to === address).map(({ ordinal }) => ordinal);
          expect(links.outsOf(links.numberOf(address), links.first)).toEqual(outs.slice(-EDGES_OF_ADDRESS_MAX));
          expect(links.quietInsOf(links.numberOf(address), links.first)).toEqual(ins.slice(-EDGES_OF_ADDRESS_MAX));
        }
      }
      const everybody = new Set(held.flatMap(({ from, to }) => [from, to]));
      expect(new Set([...everybody].map((address) => links.numberOf(address))).size).toBe(everybody.size);
    }),
    { numRuns: 20 },
  );
});

test("whoever has no pair any more is nobody", () => {
  const links = new PairLinks();
  const [first, second] = [edgeOf(0, "a", "b"), edgeOf(1, "b", "c")];
  links.add(first);
  links.add(second);
  links.leave(first);
  expect(links.numberOf(who("a"))).toBe(NOBODY);
  expect(links.numberOf(who("b"))).not.toBe(NOBODY);
});

test.each([
  { payments: 15, withinS: 5 * HOUR_S, isBusy: false },
  { payments: 16, withinS: 5 * HOUR_S, isBusy: true },
  { payments: 16, withinS: 6 * HOUR_S, isBusy: false },
])(
  "$payments within $withinS s: busy is $isBusy, and only until one of them leaves",
  ({ payments, withinS, isBusy }) => {
    const links = new PairLinks();
    const edges = Array.from({ length: payments }, (_, i) => edgeOf(i, `p${i}`, "x", (i * withinS) / (payments - 1)));
    for (const edge of edges) links.add(edge);
    const x = links.numberOf(who("x"));
    expect(links.busy[x] !== 0).toBe(isBusy);
    expect(links.keptIns(x)).toBe(isBusy ? 0 : payments);
    links.leave(edges[0] as NovelEdge);
    expect(links.busy[x]).toBe(0);
  },
);
