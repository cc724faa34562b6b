import type { Address } from "../address.ts";
import { takeOrMake } from "./take-or-make.ts";

/** What may go from one address to another, in whole units. */
export interface FlowEdge {
  from: Address;
  to: Address;
  units: number;
}

/**
 * The most that can go from the sources to the sinks at once, along the edges and no more than each address can give or take.
 * Shortest ways first, in the order of the edges: whole numbers throughout, so that it is the same everywhere. For the few
 * dozen payments of a group.
 */
export function maxFlow(
  edges: readonly FlowEdge[],
  sources: ReadonlyMap<Address, number>,
  sinks: ReadonlyMap<Address, number>,
): number {
  const rest = new Map<Node, Map<Node, number>>();
  const allow = (from: Node, to: Node, units: number) => {
    const ways = takeOrMake(rest, from, () => new Map<Node, number>());
    ways.set(to, (ways.get(to) ?? 0) + units);
  };
  const connect = (from: Node, to: Node, units: number) => {
    allow(from, to, units);
    allow(to, from, 0);
  };
  for (const { from, to, units } of edges) connect(from, to, units);
  for (const [address, units] of sources) connect("source", address, units);
  for (const [address, units] of sinks) connect(address, "sink", units);
  let total = 0;
  for (let way = findWay(rest); way !== undefined; way = findWay(rest)) {
    for (let i = 1; i < way.nodes.length; i++) {
      const [from, to] = [way.nodes[i - 1] as Node, way.nodes[i] as Node];
      allow(from, to, -way.units);
      allow(to, from, way.units);
    }
    total += way.units;
  }
  return total;
}

type Node = Address | "source" | "sink";

function findWay(rest: ReadonlyMap<Node, ReadonlyMap<Node, number>>): { nodes: Node[]; units: number } | undefined {
  const before = new Map<Node, Node>();
  const queue: Node[] = ["source"];
  for (const node of queue) {
    for (const [next, units] of rest.get(node) ?? []) {
      if (units <= 0 || next === "source" || before.has(next)) continue;
      before.set(next, node);
      if (next === "sink") return wayTo(rest, before);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(rest: ReadonlyMap<Node, ReadonlyMap<Node, number>>, before: ReadonlyMap<Node, Node>) {
  const nodes: Node[] = ["sink"];
  let units = Number.POSITIVE_INFINITY;
  for (let node: Node = "sink"; node !== "source"; node = nodes[0] as Node) {
    const from = before.get(node) as Node;
    units = Math.min(units, rest.get(from)?.get(node) ?? 0);
    nodes.unshift(from);
  }
  return { nodes, units };
}
