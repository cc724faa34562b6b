import fc from "fast-check";
import { expect, test } from "vitest";
import type { Address } from "./address.ts";
import { holder, sampleFlow, seenByPayee } from "./address-flow.samples.ts";
import { type AddressFlow, valueFlows } from "./address-flow.ts";
import { demo } from "./chains/demo.ts";
import { FlowGraph, type FlowGraphBounds, type FlowParty } from "./flow-graph.ts";

const BOUNDS: FlowGraphBounds = { hops: 2, nodesMax: 100, edgesMax: 100, minMicros: 0n };
const ROOT = 1;

/** Every payment, as both of its parties see it. */
function bothEnds(...flows: AddressFlow[]): AddressFlow[] {
  return flows.flatMap((flow) => [flow, seenByPayee(flow)]);
}

function grown(
  flows: readonly AddressFlow[],
  bounds: Partial<FlowGraphBounds> = {},
  services: ReadonlyMap<Address, string> = new Map(),
) {
  const graph = new FlowGraph(demo, holder(ROOT), { ...BOUNDS, ...bounds });
  const asked: Address[][] = [];
  for (let { frontier } = graph; frontier.length > 0; { frontier } = graph) {
    asked.push([...frontier]);
    const own = flows.filter(({ address }) => frontier.includes(address));
    const selected = graph.select(valueFlows(demo, own));
    const partyOf = (address: Address): FlowParty => {
      const service = services.get(address);
      return { key: service ?? address, isFollowed: service === undefined };
    };
    const candidates = graph.candidates(selected);
    graph.grow(selected, new Map(candidates.map((candidate) => [candidate, partyOf(candidate)])));
  }
  const { nodes, edges, cuts, dust, small } = graph;
  return { nodes, edges, cuts, dust, small, asked };
}
const names = (addresses: readonly { key: string }[]) => addresses.map(({ key }) => key.replace(/^0xc+/, ""));

test("money is followed hop by hop, and what both ends tell of is counted once", () => {
  const flows = bothEnds(sampleFlow(1, 2, 50), sampleFlow(2, 3, 40), sampleFlow(3, 4, 30));
  const { nodes, edges, asked } = grown(flows);
  expect(names(nodes)).toEqual(["1", "2", "3"]);
  expect(nodes.map(({ hop }) => hop)).toEqual([0, 1, 2]);
  expect(asked).toEqual([[holder(1)], [holder(2)]]);
  expect(edges.map(({ from, to, amount, count }) => [from, to, amount, count])).toEqual([
    [holder(1), holder(2), 50_000_000n, 1],
    [holder(2), holder(3), 40_000_000n, 1],
  ]);
});

test("of what two ends tell the one that was read further back is taken", () => {
  const flow = sampleFlow(1, 2, 50);
  const more = { ...seenByPayee(flow), count: 7, amount: 90_000_000n, firstBlock: 3 };
  const { edges } = grown([flow, more]);
  expect(edges).toMatchObject([{ amount: 90_000_000n, count: 7, firstBlock: 3 }]);
});

test("a service is one node, its wallets together, and nothing behind it is asked for", () => {
  const services = new Map([
    [holder(7), "service:Kumru"],
    [holder(8), "service:Kumru"],
  ]);
  const flows = bothEnds(sampleFlow(1, 7, 50), sampleFlow(1, 8, 20), sampleFlow(7, 9, 10));
  const { nodes, edges, asked } = grown(flows, {}, services);
  expect(nodes).toMatchObject([
    { key: holder(1) },
    { key: "service:Kumru", addresses: [holder(7), holder(8)], isFollowed: false },
  ]);
  expect(edges).toMatchObject([{ to: "service:Kumru", amount: 70_000_000n, count: 2 }]);
  expect(asked).toEqual([[holder(1)]]);
});

test("the address that is asked for is followed, also where it is a service", () => {
  const services = new Map([[holder(1), "service:Kumru"]]);
  expect(names(grown([sampleFlow(1, 2, 5)], {}, services).nodes)).toEqual(["1", "2"]);
});

test("a hub does not take all the room: half of what is left is for what lies behind, and what is cut is said", () => {
  const payees = Array.from({ length: 50 }, (_, index) => sampleFlow(1, 100 + index, 1_000 - index));
  const { nodes, cuts } = grown(bothEnds(...payees, sampleFlow(100, 5, 3)), { nodesMax: 11 });
  expect(nodes).toHaveLength(7);
  expect(nodes.at(-1)).toMatchObject({ key: holder(5), hop: 2 });
  expect(cuts).toEqual([{ node: holder(1), shown: 5, of: 50, rule: "nodes" }]);
  expect(grown(payees, { nodesMax: 11, hops: 1 }).nodes).toHaveLength(11);
});

test("where there is no room for another edge, nobody is shown without one", () => {
  const { nodes, edges, cuts } = grown([sampleFlow(1, 2, 9), sampleFlow(1, 3, 8), sampleFlow(1, 4, 7)], {
    edgesMax: 2,
  });
  expect(names(nodes)).toEqual(["1", "2", "3"]);
  expect(edges).toHaveLength(2);
  expect(cuts).toEqual([{ node: holder(1), shown: 2, of: 3, rule: "edges" }]);
});

test("less than was asked for, payments to oneself and poisoning are left out and counted", () => {
  const { nodes, dust, small } = grown(
    [sampleFlow(1, 2, 9), sampleFlow(1, 3, 2), sampleFlow(1, 1, 50), sampleFlow(1, 4, 0, { count: 3 })],
    { minMicros: 5_000_000n },
  );
  expect(names(nodes)).toEqual(["1", "2"]);
  expect({ dust, small }).toEqual({ dust: { counterparties: 1, transfers: 3 }, small: 1 });
});

test("no bound is exceeded, every edge has two nodes, and the order of what is read changes nothing", () => {
  const flow = fc
    .record({
      from: fc.integer({ min: 1, max: 12 }),
      to: fc.integer({ min: 1, max: 12 }),
      units: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ from, to, units }) => sampleFlow(from, to, units));
  const flows = fc.uniqueArray(flow, { selector: (one) => `${one.address}${one.counterparty}`, maxLength: 40 });
  const world = flows.chain((drawn) =>
    fc.tuple(fc.constant(drawn), fc.shuffledSubarray(drawn, { minLength: drawn.length })),
  );
  const bounds = fc.record({
    hops: fc.integer({ min: 1, max: 3 }),
    nodesMax: fc.integer({ min: 2, max: 12 }),
    edgesMax: fc.integer({ min: 1, max: 20 }),
  });
  const services = new Map([
    [holder(3), "service:a"],
    [holder(4), "service:a"],
  ]);
  fc.assert(
    fc.property(world, bounds, ([one, other], bounded) => {
      const graph = grown(bothEnds(...one), bounded, services);
      const keys = new Set(graph.nodes.map(({ key }) => key));
      expect(graph.nodes.length).toBeLessThanOrEqual(bounded.nodesMax);
      expect(graph.edges.length).toBeLessThanOrEqual(bounded.edgesMax);
      for (const { from, to } of graph.edges) expect(keys.has(from) && keys.has(to)).toBe(true);
      expect(grown(bothEnds(...other), bounded, services)).toEqual(graph);
    }),
  );
});
