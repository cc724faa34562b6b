import fc from "fast-check";
import { expect, test } from "vitest";
import { who } from "./example-chain.ts";
import type { NovelEdge, Standing } from "./novel-edge.ts";
import { NovelWindow, SHAPE_WINDOW_S } from "./novel-window.ts";
import { EDGES_OF_ADDRESS_MAX } from "./pair-links.ts";

const DAY_S = 86_400;
const count = fc.nat(2 ** 40);
const standing: fc.Arbitrary<Standing> = fc.record({
  firstSeen: fc.option(count, { nil: undefined }),
  total: count,
  novel: count,
  stranger: count,
});
const name = fc.nat(40).map((n) => who(`a${n}`));
const payment = fc.record({
  blockNumber: fc.maxSafeNat(),
  logIndex: fc.nat(2 ** 32 - 1),
  from: name,
  to: name,
  worth: fc.option(fc.double({ noNaN: true, min: 0 }), { nil: undefined }),
  isStranger: fc.boolean(),
  sender: standing,
  recipient: standing,
  novelWeight: fc.double({ noNaN: true }),
  strangerWeight: fc.double({ noNaN: true }),
  restS: fc.nat(DAY_S / 2),
});

test("says what a list of all that is held says", () => {
  const bounds = fc.record({
    windowS: fc.integer({ min: DAY_S, max: 60 * DAY_S }),
    pairsMax: fc.integer({ min: 1, max: 600 }),
  });
  fc.assert(
    fc.property(
      fc.array(payment, { minLength: 300, maxLength: 700 }),
      fc.nat(1_000),
      bounds,
      (payments, begin, given) => {
        const window = new NovelWindow();
        let held: NovelEdge[] = [];
        let time = 1_700_000_000;
        for (const [i, { restS, ...rest }] of payments.entries()) {
          time += restS;
          const edge = { ordinal: begin + i, time, ...rest };
          window.add(edge, given);
          held = [...held, edge].filter((one) => one.time >= time - given.windowS).slice(-given.pairsMax);
          if (i % 23 !== 0) continue;
          const recent = held.filter((one) => one.time >= time - SHAPE_WINDOW_S);
          const strangers = recent.filter(({ isStranger }) => isStranger);
          expect(window.firstOrdinal).toBe(held[0]?.ordinal);
          expect([window.countOf("novel"), window.countOf("stranger")]).toEqual([recent.length, strangers.length]);
          expect([...window.recentOf("stranger")]).toEqual(strangers);
          expect(held.map(({ ordinal }) => window.edgeAt(ordinal))).toEqual(held);
          const since = time - 3 * DAY_S;
          const ins = held.filter(({ to }) => to === edge.to).slice(-EDGES_OF_ADDRESS_MAX);
          expect(window.insOf(edge.to, since)).toEqual(ins.filter((one) => one.time >= since));
          const outs = held.filter(({ from }) => from === edge.from).slice(-EDGES_OF_ADDRESS_MAX);
          expect(window.outsOf(edge.from, 0, "stranger")).toEqual(outs.filter(({ isStranger }) => isStranger));
          expect(window.insOf(edge.to, 0)[0]).toBe(window.insOf(edge.to, 0)[0]);
        }
      },
    ),
    { numRuns: 15 },
  );
});
