import type { FlowGraph } from "@redflag/contract/http/routes/flows";
import { type FlowLink, linkId, linksOf, roughAmount } from "./flow-links.ts";

export interface Place {
  x: number;
  y: number;
}
export type Places = ReadonlyMap<string, Place>;
type Layers = ReadonlyMap<string, number>;

/** Pixels at full size: a node with its name below it, and room for the words of an arrow between two columns. */
const COLUMN = 184;
const ROW = 58;
/**
 * The column of every node, the subject's being 0: whoever is paid stands to the right of who pays. Where money went both ways
 * the larger way counts. The accounts of a path stand in the order in which the money ran, whatever else passed between them.
 */
export function layersOf(graph: Pick<FlowGraph, "address" | "nodes" | "edges">, path: readonly string[] = []): Layers {
  const links = linksOf(graph.edges);
  const steps = stepsOf(links);
  const wayOf = new Map(links.map((link) => [link.id, link]));
  const known = new Set(graph.nodes.map(({ id }) => id));
  const walked = [...new Set(path)].filter((id) => known.has(id));
  const layers = new Map<string, number>();
  const queue: string[] = [];
  const put = (id: string, layer: number) => {
    if (layers.has(id)) return;
    layers.set(id, layer);
    queue.push(id);
    if (walked.includes(id)) putPath(id);
  };
  const putPath = (id: string) => {
    const at = walked.indexOf(id);
    const neighbours = [at - 1, at + 1].flatMap((index) => walked[index] ?? []);
    for (const next of neighbours) put(next, (layers.get(id) ?? 0) + directionOf(wayOf, id, next));
  };
  const subject = subjectOf(graph);
  for (const start of [subject, ...graph.nodes.map(({ id }) => id)]) {
    if (start !== undefined) put(start, 0);
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      for (const [next, direction] of steps.get(id) ?? []) put(next, (layers.get(id) ?? 0) + direction);
    }
  }
  return layers;
}

/** The node of the address that was asked for. */
export function subjectOf({ address, nodes }: Pick<FlowGraph, "address" | "nodes">): string | undefined {
  return nodes.find(({ id, hop, addresses }) => id === address || (hop === 0 && addresses.includes(address)))?.id;
}

/** From each node to its neighbours: 1 to whom it pays, -1 to who pays it, by the larger amount. */
function stepsOf(links: readonly FlowLink[]): Map<string, Map<string, 1 | -1>> {
  const net = new Map<string, Map<string, number>>();
  const add = (from: string, to: string, amount: number) => {
    const own = net.get(from) ?? new Map<string, number>();
    net.set(from, own.set(to, (own.get(to) ?? 0) + amount));
  };
  for (const link of links) {
    if (link.from === link.to) continue;
    add(link.from, link.to, roughAmount(link));
    add(link.to, link.from, -roughAmount(link));
  }
  return new Map(
    [...net].map(([id, own]) => [id, new Map([...own].map(([next, amount]) => [next, amount >= 0 ? 1 : -1]))]),
  );
}

function directionOf(links: ReadonlyMap<string, FlowLink>, from: string, to: string): 1 | -1 {
  const [out, back] = [links.get(linkId(from, to)), links.get(linkId(to, from))];
  if (back === undefined) return 1;
  if (out === undefined) return -1;
  return roughAmount(out) >= roughAmount(back) ? 1 : -1;
}

/** The links by which columns are ordered: from one column to the next. */
export function levelLinks(links: readonly FlowLink[], layers: Layers): FlowLink[] {
  return links.filter(({ from, to }) => (layers.get(to) ?? 0) - (layers.get(from) ?? 0) === 1);
}

/**
 * Places by column and order. A column that is long for what it is looked at in is folded into several beside each other, which
 * stay between the columns before and after it.
 * @param order every node, from the top
 * @param aspect width by height of what it is looked at in
 */
export function placeColumns(layers: Layers, order: readonly string[], aspect: number): Places {
  const columns = [...Map.groupBy(order, (id) => layers.get(id) ?? 0)].sort(([a], [b]) => a - b);
  const rows = rowsFor(
    columns.map(([, ids]) => ids.length),
    aspect,
  );
  const places = new Map<string, Place>();
  let left = 0;
  for (const [, ids] of columns) {
    const folds = Math.ceil(ids.length / rows);
    const height = Math.ceil(ids.length / folds);
    ids.forEach((id, index) => {
      const fold = index % folds;
      // Every second one half a row lower: arrows pass between names, not through them.
      const y = Math.floor(index / folds) - (height - 1) / 2 + (fold % 2) / 2;
      places.set(id, { x: (left + fold) * COLUMN, y: y * ROW });
    });
    left += folds;
  }
  return places;
}

/** Rows with which all columns together are drawn largest. */
function rowsFor(sizes: readonly number[], aspect: number): number {
  const longest = Math.max(1, ...sizes);
  const scaleOf = (rows: number) => {
    const columns = sizes.reduce((sum, size) => sum + Math.ceil(size / rows), 0);
    return Math.min(aspect / (columns * COLUMN), 1 / (rows * ROW));
  };
  let best = longest;
  for (let rows = longest; rows >= 1; rows--) if (scaleOf(rows) > scaleOf(best)) best = rows;
  return best;
}

/** What is there stays where it is; each node that is new stands beside the one that it was met from, where nothing stands yet. */
export function placeAdded(graph: Pick<FlowGraph, "nodes" | "edges">, before: Places): Places {
  const places = new Map(graph.nodes.flatMap(({ id }) => (before.has(id) ? [[id, before.get(id) as Place]] : [])));
  const steps = stepsOf(linksOf(graph.edges));
  const queue = [...places.keys()];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const anchor = places.get(id);
    for (const [next, direction] of steps.get(id) ?? []) {
      if (anchor === undefined || places.has(next)) continue;
      places.set(next, freeBeside(anchor, direction, [...places.values()]));
      queue.push(next);
    }
  }
  for (const { id } of graph.nodes) {
    if (!places.has(id)) places.set(id, freeBeside({ x: 0, y: 0 }, 1, [...places.values()]));
  }
  return places;
}

const ROWS_TRIED = 6;

function freeBeside({ x, y }: Place, direction: 1 | -1, taken: readonly Place[]): Place {
  for (let column = 1; ; column++) {
    const near = taken.filter((one) => Math.abs(one.x - (x + direction * column * COLUMN)) < COLUMN * 0.9);
    for (let step = 0; step <= 2 * ROWS_TRIED; step++) {
      const row = step % 2 === 0 ? step / 2 : -(step + 1) / 2;
      const place = { x: x + direction * column * COLUMN, y: y + row * ROW };
      if (near.every((one) => Math.abs(one.y - place.y) >= ROW * 0.9)) return place;
    }
  }
}
