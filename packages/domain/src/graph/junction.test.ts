import { expect, test } from "vitest";
import { ExampleChain, who } from "./example-chain.ts";
import { flowShapeOf } from "./junction.ts";
import { maxFlow } from "./max-flow.ts";
import type { NovelEdge } from "./novel-edge.ts";

type Payment = [from: string, to: string, worth?: number];

function edgesOf(payments: readonly Payment[]): NovelEdge[] {
  const chain = new ExampleChain();
  return payments.map(([from, to, worth], i) => chain.pay(61 + i / 100, from, to, worth) as NovelEdge);
}
const namesOf = (payments: readonly Payment[]) =>
  flowShapeOf(edgesOf(payments)).junctions.map(({ address }) => address);

const THROUGH_ONE: Payment[] = [
  ["p1", "j", 400],
  ["p2", "j", 400],
  ["p3", "j", 400],
  ["j", "q1", 600],
  ["j", "q2", 590],
];

test("who all of it goes through stops all of it, and holds the group together", () => {
  expect(flowShapeOf(edgesOf(THROUGH_ONE))).toEqual({
    junctions: [{ address: who("j"), stoppedPercent: 100, carriedPercent: 100, isArticulation: true }],
    concentrationPercent: 100,
    fewPercent: 100,
    unpriced: 0,
  });
});

test("what goes past it does not stop: two ways are two junctions, each with its part", () => {
  const two: Payment[] = [
    ["p", "x", 700],
    ["p", "y", 300],
    ["x", "q", 700],
    ["y", "q", 300],
  ];
  const { junctions, concentrationPercent } = flowShapeOf(edgesOf(two));
  expect(junctions).toEqual([{ address: who("x"), stoppedPercent: 70, carriedPercent: 70, isArticulation: false }]);
  expect(concentrationPercent).toBe(58);
});

test("of many alike none is singled out: side by side, in a chain, in a ring", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const sideBySide = names.flatMap((name): Payment[] => [
    ["p", name, 100],
    [name, "q", 100],
  ]);
  const chain = names.slice(1).map((name, i): Payment => [names[i] as string, name, 100]);
  const ring: Payment[] = [...chain, ["f", "a", 97]];
  for (const payments of [sideBySide, chain, ring]) expect(namesOf(payments)).toEqual([]);
});

test("where nothing is passed on there is none, and what has no rate is counted and left out", () => {
  expect(flowShapeOf(edgesOf([["p1", "q", 5]])).junctions).toEqual([]);
  expect(flowShapeOf(edgesOf([...THROUGH_ONE, ["p4", "j"]]))).toMatchObject({ concentrationPercent: 100, unpriced: 1 });
});

test("the most that can go is no more than the narrowest way lets through, whatever the order of the edges", () => {
  const edges = [
    ["s", "a", 10],
    ["s", "b", 10],
    ["a", "b", 2],
    ["a", "t", 4],
    ["b", "c", 9],
    ["c", "a", 6],
    ["c", "t", 10],
  ].map(([from, to, units]) => ({ from: who(from as string), to: who(to as string), units: units as number }));
  const [sources, sinks] = [new Map([[who("s"), 20]]), new Map([[who("t"), 100]])];
  expect(maxFlow(edges, sources, sinks)).toBe(13);
  expect(maxFlow(edges.toReversed(), sources, sinks)).toBe(13);
  expect(maxFlow(edges, new Map([[who("s"), 5]]), sinks)).toBe(5);
});
