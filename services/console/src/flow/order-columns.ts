import type { FlowGraph } from "@redflag/contract/http/routes/flows";
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import { type FlowLink, linksOf } from "./flow-links.ts";
import { layersOf, levelLinks, type Places, placeColumns } from "./layout.ts";

cytoscape.use(dagre);

/** A place for every node, in what has so much width for its height. */
export function layOut(graph: FlowGraph, path: readonly string[], aspect: number): Places {
  const layers = layersOf(graph, path);
  const ids = graph.nodes.map(({ id }) => id);
  return placeColumns(layers, orderOf(ids, levelLinks(linksOf(graph.edges), layers)), aspect);
}

/**
 * From the top, so that few arrows cross: by dagre, which is given only what it has to decide. With the arrows that are not
 * between neighbouring columns it needs ten times as long for 500 nodes, and makes a column of its own for almost every step;
 * and whoever has one arrow stands where its other end does.
 */
function orderOf(ids: readonly string[], links: readonly FlowLink[]): string[] {
  const anchors = anchorsOf(links);
  const inner = ids.filter((id) => !anchors.has(id));
  const headless = cytoscape({
    headless: true,
    styleEnabled: false,
    elements: [
      ...inner.map((id) => ({ data: { id } })),
      ...links
        .filter(({ from, to }) => !anchors.has(from) && !anchors.has(to))
        .map(({ id, from, to }) => ({ data: { id, source: from, target: to } })),
    ],
  });
  const options: dagre.DagreLayoutOptions = {
    name: "dagre",
    rankDir: "LR",
    ranker: "tight-tree",
    fit: false,
    animate: false,
  };
  headless.layout(options).run();
  const heightOf = (id: string) => headless.getElementById(anchors.get(id) ?? id).position("y");
  const order = ids.map((id) => ({ id, y: heightOf(id) })).sort((a, b) => a.y - b.y);
  headless.destroy();
  return order.map(({ id }) => id);
}

/** Of each node with one arrow, the other end; of two that have only each other, neither. */
function anchorsOf(links: readonly FlowLink[]): Map<string, string> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of links) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const anchors = new Map<string, string>();
  for (const [id, [anchor, ...others]] of neighbours) {
    if (anchor !== undefined && others.length === 0 && (neighbours.get(anchor)?.length ?? 0) > 1)
      anchors.set(id, anchor);
  }
  return anchors;
}
