import type { Address } from "../address.ts";
import { isInLayer, type Layer, type NovelEdge } from "./novel-edge.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;
/** Shapes are sought within so many seconds, fans within more. Ours [E]: most schemes last 3 to 22 days, fans 50 and more. */
export const SHAPE_WINDOW_S = 25 * DAY_S;
export const FAN_WINDOW_S = 120 * DAY_S;
/** New pairs that are kept of one address in each direction. Ours [E]. */
const EDGES_OF_ADDRESS_MAX = 48;
/** Addresses that one search looks at, at most. Ours [E]. */
export const SEARCH_NODES_MAX = 300;

interface Node {
  ins: NovelEdge[];
  outs: NovelEdge[];
}

const NOBODY: Node = Object.freeze({ ins: Object.freeze([]) as never, outs: Object.freeze([]) as never });

/** The latest new pairs, by address: all that shapes are sought in. Known services are not in it: every path would lead there. */
export class NovelWindow {
  readonly #nodes = new Map<Address, Node>();
  /** Those within SHAPE_WINDOW_S; those before #from have left it. */
  #recent: NovelEdge[] = [];
  #from = 0;
  #strangers = 0;
  #day = 0;
  readonly #daily = new Map<string, { day: number; value: number }>();

  add(edge: NovelEdge): void {
    push(this.#nodeOf(edge.from).outs, edge);
    push(this.#nodeOf(edge.to).ins, edge);
    this.#recent.push(edge);
    if (edge.isStranger) this.#strangers++;
    this.#leave(edge.time - SHAPE_WINDOW_S);
    this.#sweep(edge.time);
  }

  /** New pairs within SHAPE_WINDOW_S, this one among them. */
  countOf(layer: Layer): number {
    return layer === "novel" ? this.#recent.length - this.#from : this.#strangers;
  }

  /** What changes slowly and takes a look at everything, counted anew on each day of block time. */
  daily(name: string, count: () => number): number {
    const known = this.#daily.get(name);
    if (known?.day === this.#day) return known.value;
    const value = count();
    this.#daily.set(name, { day: this.#day, value });
    return value;
  }

  /** Of all addresses within SHAPE_WINDOW_S. */
  *recentOf(layer: Layer): Iterable<NovelEdge> {
    for (let i = this.#from; i < this.#recent.length; i++) {
      const edge = this.#recent[i] as NovelEdge;
      if (isInLayer(edge, layer)) yield edge;
    }
  }

  /** Ascending, from a time on. */
  insOf(address: Address, since: number, layer: Layer = "novel"): NovelEdge[] {
    return select(this.#nodes.get(address)?.ins, since, layer);
  }

  outsOf(address: Address, since: number, layer: Layer = "novel"): NovelEdge[] {
    return select(this.#nodes.get(address)?.outs, since, layer);
  }

  /** All that are kept, ascending: for the innermost loops, which look at each once. */
  allOf(address: Address): { readonly ins: readonly NovelEdge[]; readonly outs: readonly NovelEdge[] } {
    return this.#nodes.get(address) ?? NOBODY;
  }

  #nodeOf(address: Address): Node {
    return takeOrMake(this.#nodes, address, () => ({ ins: [], outs: [] }));
  }

  #leave(since: number): void {
    for (
      let edge = this.#recent[this.#from];
      edge !== undefined && edge.time < since;
      edge = this.#recent[this.#from]
    ) {
      this.#from++;
      if (edge.isStranger) this.#strangers--;
    }
    if (this.#from < 1_024 || this.#from * 2 < this.#recent.length) return;
    this.#recent = this.#recent.slice(this.#from);
    this.#from = 0;
  }

  /** Once a day of block time, whoever has nothing within FAN_WINDOW_S is forgotten. */
  #sweep(time: number): void {
    const day = Math.floor(time / DAY_S);
    if (day === this.#day) return;
    this.#day = day;
    for (const [address, node] of this.#nodes) {
      node.ins = dropOld(node.ins, time - FAN_WINDOW_S);
      node.outs = dropOld(node.outs, time - FAN_WINDOW_S);
      if (node.ins.length + node.outs.length === 0) this.#nodes.delete(address);
    }
  }
}

function push(edges: NovelEdge[], edge: NovelEdge): void {
  edges.push(edge);
  if (edges.length > EDGES_OF_ADDRESS_MAX) edges.shift();
}

function dropOld(edges: NovelEdge[], since: number): NovelEdge[] {
  return edges[0] === undefined || edges[0].time >= since ? edges : edges.filter(({ time }) => time >= since);
}

function select(edges: readonly NovelEdge[] | undefined, since: number, layer: Layer): NovelEdge[] {
  return edges === undefined ? [] : edges.filter((edge) => edge.time >= since && isInLayer(edge, layer));
}
