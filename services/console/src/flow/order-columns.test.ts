import { expect, test } from "vitest";
import { layersOf } from "./layout.ts";
import { layOut } from "./order-columns.ts";
import { sampleGraph, sampleId } from "./testing/sample-graph.ts";

test("every node has a place in its column, the same each time", () => {
  for (const seed of [1, 2, 3]) {
    const graph = sampleGraph(80, seed);
    const places = layOut(graph, [], 2);
    expect(places.size).toBe(80);
    expect(layOut(graph, [], 2)).toEqual(places);
    const layers = layersOf(graph);
    for (const { id } of graph.nodes) {
      for (const other of graph.nodes) {
        if ((layers.get(id) ?? 0) < (layers.get(other.id) ?? 0)) {
          expect(places.get(id)?.x).toBeLessThan(places.get(other.id)?.x ?? Number.NaN);
        }
      }
    }
  }
});

test("arrows do not cross that need not", () => {
  const [edge] = sampleGraph(2).edges;
  if (edge === undefined) throw new Error("two nodes have a flow");
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 5],
    [1, 6],
    [2, 3],
    [2, 4],
  ];
  const edges = pairs.map(([from = 0, to = 0]) => ({ ...edge, from: sampleId(from), to: sampleId(to) }));
  const places = layOut({ ...sampleGraph(7), edges }, [], 0.5);
  const heightOf = (index: number) => places.get(sampleId(index))?.y ?? Number.NaN;
  const isAbove = heightOf(1) < heightOf(2);
  for (const upper of [5, 6]) for (const lower of [3, 4]) expect(heightOf(upper) < heightOf(lower)).toBe(isAbove);
});
