import type { FlowGraph, GraphCut, GraphEdge, GraphNode } from "@redflag/contract/http/routes/flows";

/** More is not read by anybody, and drawn slowly. Ours [E]. */
export const NODES_MAX = 500;

/** A node whose own payments were asked for, with the answer. */
export interface Expansion {
  node: string;
  graph: FlowGraph;
}

export interface MergedGraph extends FlowGraph {
  /** Nodes for which there was no room. */
  unplaced: number;
}

/** The graph with what its expansions add, in their order: each can be taken back by leaving it out. */
export function mergeGraphs(graph: FlowGraph, expansions: readonly Expansion[], nodesMax = NODES_MAX): MergedGraph {
  const distinct = [...new Map(expansions.map((expansion) => [expansion.node, expansion])).values()];
  const start: MergedGraph = { ...graph, unplaced: 0 };
  return distinct.reduce((merged, expansion) => merge(merged, expansion, nodesMax), start);
}

function merge(graph: MergedGraph, { node, graph: added }: Expansion, nodesMax: number): MergedGraph {
  const anchor = graph.nodes.find(({ id }) => id === node);
  // What it was reached through has been taken back: nothing would connect it.
  if (anchor === undefined) return graph;
  const nodes = new Map(graph.nodes.map((one) => [one.id, one]));
  nodes.set(node, { ...anchor, expanded: true });
  let unplaced = 0;
  for (const one of added.nodes) {
    const known = nodes.get(one.id);
    if (known !== undefined) nodes.set(one.id, withWalletsOf(known, one));
    else if (nodes.size < nodesMax) nodes.set(one.id, { ...one, hop: anchor.hop + one.hop });
    else unplaced += 1;
  }
  const edges = mergeEdges(graph.edges, added.edges).filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  const cut = [...graph.cut.filter((one) => one.node !== node), ...added.cut.filter((one) => one.node === node)];
  return { ...graph, nodes: [...nodes.values()], edges, cut: distinctCuts(cut), unplaced: graph.unplaced + unplaced };
}

/** A service met again may show further wallets. */
function withWalletsOf(known: GraphNode, met: GraphNode): GraphNode {
  const addresses = [...new Set([...known.addresses, ...met.addresses])];
  return addresses.length === known.addresses.length ? known : { ...known, addresses };
}

/** The same money met from its other end is counted once: the one that was read further back is taken. */
function mergeEdges(known: readonly GraphEdge[], added: readonly GraphEdge[]): GraphEdge[] {
  const edges = new Map(known.map((edge) => [edgeKey(edge), edge]));
  for (const edge of added) {
    const before = edges.get(edgeKey(edge));
    if (before === undefined || edge.count > before.count) edges.set(edgeKey(edge), edge);
  }
  return [...edges.values()];
}

function edgeKey({ from, to, token }: GraphEdge): string {
  return JSON.stringify([from, to, token]);
}

function distinctCuts(cuts: readonly GraphCut[]): GraphCut[] {
  return [...new Map(cuts.map((cut) => [JSON.stringify([cut.node, cut.rule, cut.direction]), cut])).values()];
}
