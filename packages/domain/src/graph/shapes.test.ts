import { describe, expect, test } from "vitest";
import { HEURISTICS } from "../heuristic-registry.ts";
import { aggregateForward } from "../heuristics/aggregate-forward.ts";
import { biclique } from "../heuristics/biclique.ts";
import { fanIn } from "../heuristics/fan-in.ts";
import { fanOut } from "../heuristics/fan-out.ts";
import { gatherScatter } from "../heuristics/gather-scatter.ts";
import { relayChain } from "../heuristics/relay-chain.ts";
import { scatterGather } from "../heuristics/scatter-gather.ts";
import { strangerCycle } from "../heuristics/stranger-cycle.ts";
import { timedCycle } from "../heuristics/timed-cycle.ts";
import { ExampleChain, who } from "./example-chain.ts";
import type { NovelEdge } from "./novel-edge.ts";
import type { Sighting } from "./sighting.ts";

const pairsOf = (sighting: Sighting | undefined) =>
  new Set(sighting?.edges.map(({ from, to }: NovelEdge) => `${from} ${to}`));
const pairs = (...given: Array<[string, string]>) => new Set(given.map(([from, to]) => `${who(from)} ${who(to)}`));

describe("scatter-gather", () => {
  const scatter = (chain: ExampleChain) => ["b1", "b2", "b3"].forEach((to, i) => void chain.pay(61 + i, "a", to, 900));

  test("one pays three, and they pay one: six payments, and the last payee is whom it is about", () => {
    const chain = new ExampleChain();
    scatter(chain);
    chain.pay(65, "b1", "c", 890);
    expect(chain.find(scatterGather, chain.pay(65, "b2", "c", 890))).toBeUndefined();
    const sighting = chain.find(scatterGather, chain.pay(66, "b3", "c", 890));
    expect(sighting).toMatchObject({ anchor: who("c"), opens: true });
    expect(sighting?.surprise).toBeGreaterThan(4);
    expect(pairsOf(sighting)).toEqual(
      pairs(["a", "b1"], ["a", "b2"], ["a", "b3"], ["b1", "c"], ["b2", "c"], ["b3", "c"]),
    );
  });

  test("who was paid after it had paid passed nothing on", () => {
    const chain = new ExampleChain();
    for (const from of ["b1", "b2", "b3"]) chain.pay(61, from, "c", 890);
    scatter(chain);
    expect(chain.find(scatterGather, chain.pay(66, "b4", "c", 890))).toBeUndefined();
  });

  test("what lies a month apart is not put together", () => {
    const chain = new ExampleChain();
    scatter(chain);
    for (const from of ["b1", "b2"]) chain.pay(95, from, "c", 890);
    expect(chain.find(scatterGather, chain.pay(95, "b3", "c", 890))).toBeUndefined();
  });
});

describe("gather-scatter", () => {
  test("it is paid, then pays: what it had paid before is no part of it", () => {
    const chain = new ExampleChain();
    chain.pay(61, "h", "early", 5);
    for (const from of ["p1", "p2", "p3"]) chain.pay(62, from, "h", 500);
    chain.pay(64, "h", "q1", 700);
    const sighting = chain.find(gatherScatter, chain.pay(65, "h", "q2", 700));
    expect(pairsOf(sighting)).toEqual(pairs(["p1", "h"], ["p2", "h"], ["p3", "h"], ["h", "q1"], ["h", "q2"]));
  });

  test("one payment on is not enough", () => {
    const chain = new ExampleChain();
    for (const from of ["p1", "p2", "p3"]) chain.pay(62, from, "h", 500);
    expect(chain.find(gatherScatter, chain.pay(64, "h", "q1", 700))).toBeUndefined();
  });

  test("who has always been paid and paid by new ones surprises less than who never was", () => {
    const [busy, quiet] = [new ExampleChain(), new ExampleChain()];
    for (let i = 0; i < 200; i++) {
      busy.pay(20 + i / 5, `d${i}`, "old1", 10);
      busy.pay(20 + i / 5, "old1", `e${i}`, 10);
    }
    const surprises = [busy, quiet].map((chain) => {
      for (const from of ["p1", "p2", "p3"]) chain.pay(91, from, "old1", 500);
      chain.pay(92, "old1", "q1", 700);
      return chain.find(gatherScatter, chain.pay(93, "old1", "q2", 700))?.surprise ?? 0;
    });
    expect((surprises[0] as number) * 2).toBeLessThan(surprises[1] as number);
  });
});

describe("fans", () => {
  test("payers nobody knew, of one who was never paid by new ones", () => {
    const chain = new ExampleChain();
    for (const from of ["p1", "p2"]) expect(chain.find(fanIn, chain.pay(61, from, "old1", 9))).toBeUndefined();
    const sighting = chain.find(fanIn, chain.pay(62, "p3", "old1", 9));
    expect(sighting).toMatchObject({ anchor: who("old1"), opens: true });
    expect(pairsOf(sighting)).toEqual(pairs(["p1", "old1"], ["p2", "old1"], ["p3", "old1"]));
  });

  test("payees open nothing", () => {
    const chain = new ExampleChain();
    for (const to of ["p1", "p2"]) chain.pay(61, "old1", to, 9);
    expect(chain.find(fanOut, chain.pay(62, "old1", "p3", 9), "stranger")).toMatchObject({ opens: false });
  });
});

describe("rings", () => {
  const ring = ["r0", "r1", "r2", "r3", "r4", "r5"];
  const pay = (chain: ExampleChain, hops: readonly number[]) =>
    hops
      .map((hop, day) => chain.pay(61 + day, ring[hop] as string, ring[(hop + 1) % ring.length] as string, 800))
      .at(-1);

  test("one after the other back to where it began: every payment of it", () => {
    const chain = new ExampleChain();
    const sighting = chain.find(timedCycle, pay(chain, [0, 1, 2, 3, 4, 5]));
    expect(sighting?.edges).toHaveLength(6);
    expect(sighting?.opens).toBe(true);
  });

  test("in any other order it is no journey, but strangers in a ring all the same", () => {
    const chain = new ExampleChain();
    const last = pay(chain, [3, 1, 5, 0, 4, 2]);
    expect(chain.find(timedCycle, last)).toBeUndefined();
    expect(chain.find(strangerCycle, last, "stranger")?.edges).toHaveLength(6);
  });

  test("with one payment missing it is none", () => {
    const chain = new ExampleChain();
    const last = pay(chain, [0, 1, 2, 4, 5]);
    expect(chain.find(timedCycle, last)).toBeUndefined();
    expect(chain.find(strangerCycle, last, "stranger")).toBeUndefined();
  });

  test("no way through who pays many", () => {
    const chain = new ExampleChain();
    for (let i = 0; i < 5; i++) chain.pay(60.5, "r2", `other${i}`, 1);
    expect(chain.find(strangerCycle, pay(chain, [0, 1, 2, 3, 4, 5]), "stranger")).toBeUndefined();
  });
});

test("several that pay the same three, where others pay different ones", () => {
  const chain = new ExampleChain();
  for (let i = 0; i < 60; i++) chain.pay(60 + i / 60, `s${i}`, `t${i}`, 300);
  for (const from of ["a", "b"]) for (const to of ["x", "y", "z"]) chain.pay(61, from, to, 300);
  for (const to of ["x", "y"]) expect(chain.find(biclique, chain.pay(62, "c", to, 300))).toBeUndefined();
  const sighting = chain.find(biclique, chain.pay(62, "c", "z", 300));
  expect(sighting?.edges).toHaveLength(9);
  expect(sighting?.anchor).toBe(who("c"));
});

test("passed on within days from one to the next; who waits a week breaks the chain", () => {
  const chain = new ExampleChain();
  chain.pay(61, "a", "b", 500);
  chain.pay(63, "b", "c", 490);
  expect(chain.find(relayChain, chain.pay(65, "c", "d", 480), "stranger")?.edges).toHaveLength(3);
  expect(chain.find(relayChain, chain.pay(75, "d", "e", 480), "stranger")).toBeUndefined();
});

describe("gathered and sent on as one", () => {
  const gather = (chain: ExampleChain) => ["p1", "p2", "p3"].forEach((from) => void chain.pay(61, from, "h", 400));

  test("nine tenths of what three brought", () => {
    const chain = new ExampleChain();
    gather(chain);
    const sighting = chain.find(aggregateForward, chain.pay(62, "h", "q", 1_080));
    expect(sighting?.edges).toHaveLength(4);
  });

  test.each([
    ["no more than one of them", 400],
    ["more than they brought", 1_300],
    ["of unknown worth", undefined],
  ])("a payment %s is silent", (_, worth) => {
    const chain = new ExampleChain();
    gather(chain);
    expect(chain.find(aggregateForward, chain.pay(62, "h", "q", worth))).toBeUndefined();
  });
});

test("every shape tells what it saw in neutral words, and names each payment once", () => {
  const chain = new ExampleChain();
  const sightings: Sighting[] = [];
  for (let i = 0; i < 400; i++) {
    const edge = chain.pay(61 + i / 40, `m${(i * 7) % 23}`, `m${(i * 11 + (i % 5)) % 23}`, 50 + (i % 9) * 40);
    if (edge === undefined) continue;
    for (const rule of HEURISTICS) {
      const sighting = rule.stage === "graph" ? chain.find(rule, edge) : undefined;
      if (sighting !== undefined) sightings.push(sighting);
    }
  }
  expect(sightings.length).toBeGreaterThan(50);
  for (const { edges, text, surprise } of sightings) {
    expect(new Set(edges).size).toBe(edges.length);
    expect(text).not.toMatch(/launder|criminal|suspicio|terror|illicit/i);
    expect(surprise).not.toBeNaN();
  }
});
