import type { FlowGraph } from "@redflag/contract/http/routes/flows";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeGraphs } from "./merge-graphs.ts";
import { sampleGraph, sampleId, sampleNode } from "./testing/sample-graph.ts";

const BASE: FlowGraph = { ...sampleGraph(1), nodes: [sampleNode(0, 0), sampleNode(1, 1)], edges: [], cut: [] };
const EDGE = { ...sampleGraph(2).edges[0], from: sampleId(1), to: sampleId(2), amount: "5", count: 2 } as const;
const ADDED: FlowGraph = {
  ...BASE,
  address: sampleId(1),
  nodes: [sampleNode(1, 0), sampleNode(2, 1)],
  edges: [EDGE as FlowGraph["edges"][number]],
  cut: [{ node: sampleId(1), shown: 1, of: 9, rule: "nodes" }],
};

test("what a node's own payments add is counted from it, and it says itself what is still missing of it", () => {
  const cut = [{ node: sampleId(1), shown: 0, of: 3, rule: "nodes" as const }];
  const merged = mergeGraphs({ ...BASE, cut }, [{ node: sampleId(1), graph: ADDED }]);
  expect(merged.nodes.map(({ id, hop }) => [id, hop])).toEqual([
    [sampleId(0), 0],
    [sampleId(1), 1],
    [sampleId(2), 2],
  ]);
  expect(merged.nodes[1]?.expanded).toBe(true);
  expect(merged.cut).toEqual(ADDED.cut);
});

test("the same money met from the other end is counted once, as it was read further back", () => {
  const less = { ...ADDED.edges[0], count: 1, amount: "2" } as FlowGraph["edges"][number];
  const base = { ...BASE, nodes: ADDED.nodes, edges: [less] };
  expect(mergeGraphs(base, [{ node: sampleId(1), graph: ADDED }]).edges).toEqual(ADDED.edges);
});

test("an expansion whose node was taken back with another adds nothing", () => {
  expect(mergeGraphs(BASE, [{ node: sampleId(7), graph: ADDED }])).toEqual({ ...BASE, unplaced: 0 });
});

test("over the bound nobody is added, and those are counted", () => {
  const merged = mergeGraphs(BASE, [{ node: sampleId(1), graph: ADDED }], 2);
  expect(merged).toMatchObject({ unplaced: 1, edges: [] });
  expect(merged.nodes).toHaveLength(2);
});

test("every node is there once, every edge has both its ends, and merging again changes nothing", () => {
  const graphs = fc.record({ size: fc.integer({ min: 2, max: 30 }), seed: fc.nat(1_000) });
  fc.assert(
    fc.property(fc.array(graphs, { minLength: 1, maxLength: 4 }), fc.integer({ min: 2, max: 40 }), (drawn, bound) => {
      const [base, ...others] = drawn.map(({ size, seed }) => sampleGraph(size, seed));
      if (base === undefined) throw new Error("one at least is drawn");
      const expansions = others.map((graph, index) => ({ node: sampleId(index), graph }));
      const merged = mergeGraphs(base, expansions, bound);
      const ids = new Set(merged.nodes.map(({ id }) => id));
      expect(ids.size).toBe(merged.nodes.length);
      expect(merged.nodes.length).toBeLessThanOrEqual(Math.max(bound, base.nodes.length));
      for (const { from, to } of merged.edges) expect(ids.has(from) && ids.has(to)).toBe(true);
      expect(mergeGraphs(base, [...expansions, ...expansions], bound)).toEqual(merged);
    }),
  );
});
