import { describe, expect, test } from "vitest";
import { layeredStack } from "../heuristics/layered-stack.ts";
import { linkedGroup } from "../heuristics/linked-group.ts";
import { peelChain } from "../heuristics/peel-chain.ts";
import { ExampleChain, who } from "./example-chain.ts";
import { PAID_ELSEWHERE } from "./example-elsewhere.ts";

describe("peel chain", () => {
  /** Hop after hop of nine tenths; what is left goes elsewhere unless told. */
  function peel(chain: ExampleChain, { hops = 4, everyDays = 0.5, share = 0.9, rest = true } = {}) {
    let worth = 20_000;
    let edge = chain.pay(61, "old1", "n0", worth);
    for (let hop = 1; hop < hops; hop++) {
      edge = chain.pay(61 + hop * everyDays, `n${hop - 1}`, `n${hop}`, worth * share);
      if (rest) chain.pay(61 + hop * everyDays, `n${hop - 1}`, `shop${hop}`, worth * (1 - share) * 0.9);
      worth *= share;
    }
    return edge;
  }

  test("four hops of most of it, and what went elsewhere meanwhile", () => {
    const chain = new ExampleChain();
    const sighting = chain.find(peelChain, peel(chain));
    expect(sighting).toMatchObject({ anchor: who("n2"), opens: true });
    expect(sighting?.edges.map(({ to }) => to)).toEqual(["n0", "n1", "shop1", "n2", "shop2", "n3", "shop3"].map(who));
    expect(sighting?.surprise).toBeGreaterThan(3);
  });

  test.each([
    ["three hops", { hops: 3 }],
    ["two days between hops", { everyDays: 2 }],
    ["three quarters of it", { share: 0.75 }],
    ["nothing that went elsewhere", { rest: false }],
  ])("%s: silent", (_, how) => {
    const chain = new ExampleChain();
    expect(chain.find(peelChain, peel(chain, how))).toBeUndefined();
  });

  test("an address that had been paid often breaks the chain", () => {
    const chain = new ExampleChain();
    for (let i = 0; i < 3; i++) chain.pay(60, `x${i}`, "n1", 10);
    expect(chain.find(peelChain, peel(chain))).toBeUndefined();
  });
});

/** Where others pay each other, too, and nobody the same. */
function busyChain(): ExampleChain {
  const chain = new ExampleChain();
  for (const { day, from, to, worth } of PAID_ELSEWHERE) chain.pay(day, from, to, worth);
  return chain;
}

describe("layered stack", () => {
  function stack(chain: ExampleChain, { payers = ["a1", "a2"], middle = ["b1", "b2"], passed = 950 } = {}) {
    const pairs = (froms: readonly string[], tos: readonly string[]) =>
      froms.flatMap((from) => tos.map((to) => [from, to]));
    for (const [from = "", to = ""] of pairs(payers, middle)) chain.pay(61, from, to, 1_000);
    let edge: ReturnType<ExampleChain["pay"]>;
    for (const [from = "", to = ""] of pairs(middle, ["c1", "c2"])) edge = chain.pay(64, from, to, passed);
    return edge;
  }

  test("two pay two who pay two about as much: all eight payments, too few to open a group", () => {
    const chain = busyChain();
    const sighting = chain.find(layeredStack, stack(chain), "stranger");
    expect(sighting).toMatchObject({ anchor: who("b2"), opens: false });
    expect(sighting?.edges).toHaveLength(8);
    expect(sighting?.surprise).toBeGreaterThan(4);
  });

  test("with three in the middle it opens one", () => {
    const chain = busyChain();
    const sighting = chain.find(layeredStack, stack(chain, { middle: ["b1", "b2", "b3"] }), "stranger");
    expect(sighting).toMatchObject({ anchor: who("b3"), opens: true });
    expect(sighting?.edges).toHaveLength(12);
  });

  test.each([
    ["one payer", { payers: ["a1"] }],
    ["half of it passed on", { passed: 500 }],
    ["more passed on than came", { passed: 1_100 }],
  ])("%s: silent", (_, how) => {
    const chain = busyChain();
    expect(chain.find(layeredStack, stack(chain, how), "stranger")).toBeUndefined();
  });
});

describe("linked group", () => {
  const firms = ["f1", "f2", "f3"];

  test("three that one was the first to pay, and that pay one other: six payments about who paid them", () => {
    const chain = busyChain();
    for (const firm of firms) chain.pay(61, "old1", firm, 2_000);
    for (const firm of firms.slice(0, 2))
      expect(chain.find(linkedGroup, chain.pay(70, firm, "s", 900))).toBeUndefined();
    const sighting = chain.find(linkedGroup, chain.pay(71, "f3", "s", 900));
    expect(sighting).toMatchObject({ anchor: who("old1"), opens: true });
    expect(sighting?.edges).toHaveLength(6);
    expect(sighting?.surprise).toBeGreaterThan(4);
  });

  test("or one of themselves", () => {
    const chain = busyChain();
    for (const firm of firms) chain.pay(61, "old1", firm, 2_000);
    chain.pay(70, "f1", "f3", 900);
    expect(chain.find(linkedGroup, chain.pay(70, "f2", "f3", 900))?.edges).toHaveLength(5);
  });

  test.each([
    [
      "that were paid by others first",
      (chain: ExampleChain) => firms.map((firm) => chain.pay(60.5, `x${firm}`, firm, 9)),
      70,
    ],
    ["that pay only a month later", () => undefined, 95],
  ])("addresses %s: silent", (_, before, day) => {
    const chain = busyChain();
    before(chain);
    for (const firm of firms) chain.pay(61, "old1", firm, 2_000);
    for (const firm of firms) expect(chain.find(linkedGroup, chain.pay(day, firm, "s", 900))).toBeUndefined();
  });

  test("paying back who paid them first ties nobody", () => {
    const chain = busyChain();
    for (const firm of firms) chain.pay(61, "old1", firm, 2_000);
    for (const firm of firms) expect(chain.find(linkedGroup, chain.pay(70, firm, "old1", 900))).toBeUndefined();
  });
});
