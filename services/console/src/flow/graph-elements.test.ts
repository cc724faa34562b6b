import { expect, test } from "vitest";
import { linksOf } from "./flow-links.ts";
import { elementsOf, linkLabel, pathIn } from "./graph-elements.ts";
import { layersOf, placeColumns } from "./layout.ts";
import { sampleGraph, sampleId, sampleNode } from "./testing/sample-graph.ts";

const WORDS = { amount: (amount: string) => amount, count: String, category: () => "" };

test("tokens between the same two are one arrow with a list", () => {
  const [first] = sampleGraph(2).edges;
  if (first === undefined) throw new Error("two nodes have a flow");
  const flows = ["USDT", "USDC", "EURC"].map((symbol) => ({ ...first, token: symbol, symbol, amount: "7", count: 2 }));
  const [link, ...others] = linksOf(flows);
  expect(others).toEqual([]);
  expect(link && linkLabel(link, WORDS)).toBe("7 USDT, 7 USDC +1 · 6×");
});

test("marks say alerts and that more can be asked for; the subject and the path are classes of their own", () => {
  const nodes = [sampleNode(0, 0), { ...sampleNode(3, 1), expanded: false }, { ...sampleNode(7, 1), expanded: false }];
  const graph = { ...sampleGraph(1), nodes, edges: [] };
  const places = placeColumns(
    layersOf(graph),
    nodes.map(({ id }) => id),
    1.8,
  );
  const elements = elementsOf(graph, { places, path: [sampleId(3)], words: WORDS });
  expect(elements.map(({ data, classes }) => [data.id, classes])).toEqual([
    [sampleId(0), ["unknown", "subject"]],
    [sampleId(3), ["unknown", "path"]],
    [`badge ${sampleId(3)}`, ["mark", "badge"]],
    [`plus ${sampleId(3)}`, ["mark", "plus"]],
    [sampleId(7), ["service", "named"]],
  ]);
});

test("every arrow has two nodes, and a place is given to each of them", () => {
  const graph = sampleGraph(60, 4);
  const places = placeColumns(
    layersOf(graph),
    graph.nodes.map(({ id }) => id),
    1.8,
  );
  const elements = elementsOf(graph, { places, path: [], words: WORDS });
  const ids = new Set(elements.map(({ data }) => data.id));
  expect(ids.size).toBe(elements.length);
  for (const { data } of elements.filter(({ group }) => group === "edges")) {
    expect(ids.has(data.source) && ids.has(data.target)).toBe(true);
  }
});

test("names that anybody chose stay on one line, in one direction", () => {
  const node = {
    ...sampleNode(7, 1),
    service: { list: "sample", category: "exchange" as const, entity: "Ha\u202er\nbour" },
  };
  const graph = { ...sampleGraph(1), nodes: [node], edges: [] };
  const [element] = elementsOf(graph, { places: new Map(), path: [], words: WORDS });
  expect(element?.data.label).toBe("\u2068Harbour\u2069");
});

test("a path names accounts, CAIP-10 ids or nodes", () => {
  const account = sampleId(2).split(":").at(-1) ?? "";
  expect(pathIn(sampleGraph(4), [sampleId(1), account, "0xelsewhere", sampleId(1)])).toEqual([
    sampleId(1),
    sampleId(2),
  ]);
});
