import type { FlowGraph, GraphEdge, GraphNode } from "@redflag/contract/http/routes/flows";

const CHAIN = "eip155:31337";
const TOKENS = [
  { token: `${CHAIN}:0x${"a".repeat(40)}`, symbol: "USDT" },
  { token: `${CHAIN}:0x${"b".repeat(40)}`, symbol: "USDC" },
] as const;
const FROM = { block: 1, time: "2026-08-01T00:00:00.000Z" };
const TO = { block: 9_000, time: "2026-10-30T00:00:00.000Z" };

export function sampleId(index: number): string {
  return `${CHAIN}:0x${index.toString(16).padStart(40, "0")}`;
}

/**
 * A graph as the API gives it, of so many nodes around the first: a tenth of them one payment away, the others beyond, and half
 * as many flows again among them. The same seed gives the same graph.
 */
export function sampleGraph(nodeCount: number, seed = 1): FlowGraph {
  const random = randomOf(seed);
  const near = Math.max(1, Math.round(nodeCount / 10));
  const nodes = [sampleNode(0, 0)];
  const edges: GraphEdge[] = [];
  for (let index = 1; index < nodeCount; index++) {
    const met = index <= near ? 0 : 1 + Math.floor(random() * near);
    const [from, to] = random() < 0.5 ? [met, index] : [index, met];
    nodes.push(sampleNode(index, index <= near ? 1 : 2));
    edges.push(sampleEdge(from, to, random));
  }
  for (let count = 0; count < nodeCount / 2; count++) {
    const [from, to] = [Math.floor(random() * nodeCount), Math.floor(random() * nodeCount)];
    if (from !== to) edges.push(sampleEdge(from, to, random));
  }
  const distinct = new Map(edges.map((edge) => [JSON.stringify([edge.from, edge.to, edge.token]), edge]));
  return {
    address: sampleId(0),
    chain: CHAIN,
    watched: true,
    window: { from: FROM, to: TO },
    nodes,
    edges: [...distinct.values()],
    cut: [{ node: sampleId(0), shown: near, of: near + 12, rule: "nodes" }],
    leftOut: { dust: { counterparties: 0, transfers: 0 }, small: 0 },
  };
}

export function sampleNode(index: number, hop: number): GraphNode {
  const isService = index % 23 === 7;
  return {
    id: sampleId(index),
    kind: isService ? "service" : "address",
    addresses: [sampleId(index)],
    hop,
    expanded: hop < 2,
    listed:
      index % 41 === 11 ? [{ list: "sample", category: "sanctions", severity: "HIGH", authority: "Sample list" }] : [],
    ...(isService && { service: { list: "sample", category: "exchange" as const, entity: `Exchange ${index}` } }),
    frozen: index % 67 === 5,
    exposures: [],
    alerts: index % 17 === 3 ? 1 : 0,
  };
}

function sampleEdge(from: number, to: number, random: () => number): GraphEdge {
  const { token, symbol } = TOKENS[random() < 0.8 ? 0 : 1];
  const amount = String(Math.ceil(10 ** (1 + random() * 5)));
  return {
    from: sampleId(from),
    to: sampleId(to),
    token,
    symbol,
    amount,
    count: 1 + Math.floor(random() * 40),
    first: FROM,
    last: TO,
  };
}

/** A linear congruential generator: the same numbers in every browser. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
