import fc from "fast-check";
import { expect, test } from "vitest";
import { linksOf } from "./flow-links.ts";
import { layersOf, levelLinks, type Places, placeAdded, placeColumns } from "./layout.ts";
import { sampleGraph, sampleId } from "./testing/sample-graph.ts";

const drawn = fc.record({ size: fc.integer({ min: 2, max: 60 }), seed: fc.nat(10_000) });

test("payers stand left of the subject and payees right of it, hop by hop", () => {
  const edges = [
    [1, 0],
    [0, 2],
    [2, 3],
    [4, 2],
  ].map(([from = 0, to = 0]) => ({ ...edge(), from: sampleId(from), to: sampleId(to) }));
  const layers = layersOf({ ...sampleGraph(5), edges });
  expect([0, 1, 2, 3, 4].map((index) => layers.get(sampleId(index)))).toEqual([0, -1, 1, 2, 0]);
});

test("where money went both ways the larger way counts", () => {
  const out = { ...edge(), from: sampleId(0), to: sampleId(1), amount: "10" };
  const back = { ...edge(), from: sampleId(1), to: sampleId(0), amount: "900" };
  expect(layersOf({ ...sampleGraph(2), edges: [out, back] }).get(sampleId(1))).toBe(-1);
});

test("every node has a column, and nobody on the path stands to the right of whom they paid", () => {
  fc.assert(
    fc.property(drawn, fc.array(fc.nat(59), { minLength: 2, maxLength: 6 }), ({ size, seed }, walk) => {
      const graph = sampleGraph(size, seed);
      const path = [...new Set(walk.map((step) => step % size))].map(sampleId);
      const edges = path.slice(1).map((to, index) => ({ ...edge(), from: path[index] ?? "", to, amount: "1" }));
      const withPath = { ...graph, edges: [...edges, ...graph.edges.filter((one) => !path.includes(one.from))] };
      const layers = layersOf(withPath, path);
      expect(layers.size).toBe(size);
      for (const { from, to } of edges) expect(layers.get(from)).toBeLessThan(layers.get(to) ?? Number.NaN);
    }),
  );
});

test("a payment of one column to the next goes right, also where columns are folded", () => {
  fc.assert(
    fc.property(drawn, ({ size, seed }) => {
      const graph = sampleGraph(size, seed);
      const layers = layersOf(graph);
      const places = placeColumns(
        layers,
        graph.nodes.map(({ id }) => id),
        1.8,
      );
      expect(places.size).toBe(size);
      for (const { from, to } of levelLinks(linksOf(graph.edges), layers)) {
        expect(places.get(from)?.x).toBeLessThan(places.get(to)?.x ?? Number.NaN);
      }
      expectApart(places);
    }),
  );
});

test("what is added moves nothing and covers nothing", () => {
  fc.assert(
    fc.property(drawn, fc.nat(60), ({ size, seed }, kept) => {
      const graph = sampleGraph(size, seed);
      const order = graph.nodes.slice(0, kept).map(({ id }) => id);
      const before = placeColumns(layersOf(graph), order, 1.8);
      const after = placeAdded(graph, before);
      expect(after.size).toBe(size);
      for (const [id, place] of before) expect(after.get(id)).toEqual(place);
      expectApart(after);
    }),
  );
});

test("what is no longer in the graph has no place", () => {
  const before: Places = new Map([[sampleId(50), { x: 0, y: 0 }]]);
  expect(placeAdded(sampleGraph(3), before).has(sampleId(50))).toBe(false);
});

function edge() {
  const [first] = sampleGraph(2).edges;
  if (first === undefined) throw new Error("two nodes have a flow");
  return first;
}

/** Names below nodes stay readable. */
function expectApart(places: Places): void {
  const all = [...places.values()];
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      expect(Math.abs(one.x - other.x) >= 100 || Math.abs(one.y - other.y) >= 40).toBe(true);
    }
  }
}
