import type { FlowGraph } from "@redflag/contract/http/routes/flows";
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import { linksOf } from "./flow-links.ts";
import { layersOf, levelLinks, type Places, placeColumns } from "./layout.ts";

cytoscape.use(dagre);

/**
 * A place for every node. Dagre orders the columns so that few arrows cross. It is given the arrows between neighbouring columns
 * alone: with all of them it needs ten times as long for 500 nodes and makes a column of its own for almost every step.
 */
export function layOut(graph: FlowGraph, path: readonly string[], aspect: number): Places {
  const layers = layersOf(graph, path);
  const headless = cytoscape({
    headless: true,
    styleEnabled: false,
    elements: [
      ...graph.nodes.map(({ id }) => ({ data: { id } })),
      ...levelLinks(linksOf(graph.edges), layers).map(({ id, from, to }) => ({
        data: { id, source: from, target: to },
      })),
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
  const order = headless
    .nodes()
    .map((node) => ({ id: node.id(), y: node.position("y") }))
    .sort((a, b) => a.y - b.y);
  headless.destroy();
  return placeColumns(
    layers,
    order.map(({ id }) => id),
    aspect,
  );
}
