import type { Address } from "../address.ts";
import { isInLayer, type Layer, type NovelEdge } from "./novel-edge.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;
/** Shapes are sought within so many seconds, fans within more. Ours [E]: most schemes last 3 to 22 days, fans 50 and more. */
export const SHAPE_WINDOW_S = 25 * DAY_S;
export const FAN_WINDOW_S = 120 * DAY_S;
/** New pairs that are kept of one address in each direction. Ours [E]. */
const EDGES_OF_ADDRESS_MAX = 48;
/** An address with so many new pairs in one direction within so many seconds is busy: in business, and every path leads there. Ours [E]. */
const BUSY_EDGES = 16;
const BUSY_S = DAY_S / 4;
/** Addresses that one search looks at, at most. Ours [E]. */
export const SEARCH_NODES_MAX = 300;

/**
 * Payments that one search looks at, at most; where there are more around an address, the shape is not sought. Ours [E]: without
 * it, a chain whose busy addresses no list names as services takes milliseconds for each payment.
 */
export const SEARCH_EDGES_MAX = 400;

/** How much the window holds. */
export interface WindowBounds {
  windowS: number;
  pairsMax: number;
}

interface Node {
  ins: NovelEdge[];
  outs: NovelEdge[];
}

/** What changes slowly, as it was counted on a day. */
export interface Daily {
  day: number;
  value: number;
}

const NOBODY: Node = Object.freeze({ ins: Object.freeze([]) as never, outs: Object.freeze([]) as never });

/**
 * The latest new pairs, by address: all that shapes are sought in. Known services are not in it: every path would lead there.
 * It follows from the edges that it holds, the oldest of which leave first.
 */
export class NovelWindow {
  readonly #nodes = new Map<Address, Node>();
  /** In ledger order; those before #first have left the window, those before #recent are older than SHAPE_WINDOW_S. */
  #edges: NovelEdge[] = [];
  #first = 0;
  #recent = 0;
  #strangers = 0;
  #day = 0;
  readonly #daily: Map<string, Daily>;

  constructor(daily: Iterable<readonly [string, Daily]> = []) {
    this.#daily = new Map(daily);
  }

  add(edge: NovelEdge, { windowS, pairsMax }: WindowBounds): void {
    push(this.#nodeOf(edge.from).outs, edge);
    push(this.#nodeOf(edge.to).ins, edge);
    this.#edges.push(edge);
    if (edge.isStranger) this.#strangers++;
    this.#day = Math.floor(edge.time / DAY_S);
    const since = edge.time - windowS;
    for (let oldest = this.#edges[this.#first]; oldest !== undefined; oldest = this.#edges[this.#first]) {
      if (oldest.time >= since && this.#edges.length - this.#first <= pairsMax) break;
      this.#leave(oldest);
    }
    this.#age(edge.time - SHAPE_WINDOW_S);
    if (this.#first < 4_096 || this.#first * 2 < this.#edges.length) return;
    this.#edges = this.#edges.slice(this.#first);
    this.#recent -= this.#first;
    this.#first = 0;
  }

  /** Ordinal of the oldest that it holds; undefined while it holds none. */
  get firstOrdinal(): number | undefined {
    return this.#edges[this.#first]?.ordinal;
  }

  /** New pairs within SHAPE_WINDOW_S, this one among them. */
  countOf(layer: Layer): number {
    return layer === "novel" ? this.#edges.length - this.#recent : this.#strangers;
  }

  /** What changes slowly and takes a look at everything, counted anew on each day of block time. */
  daily(name: string, count: () => number): number {
    const known = this.#daily.get(name);
    if (known?.day === this.#day) return known.value;
    const value = count();
    this.#daily.set(name, { day: this.#day, value });
    return value;
  }

  /** What was counted, by name: kept with the edges, since it is of a moment within the day. */
  get dailies(): ReadonlyMap<string, Daily> {
    return this.#daily;
  }

  /** Of all addresses within SHAPE_WINDOW_S. */
  *recentOf(layer: Layer): Iterable<NovelEdge> {
    for (let i = this.#recent; i < this.#edges.length; i++) {
      const edge = this.#edges[i] as NovelEdge;
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

  /** All that are kept, ascending, and nothing of who is busy: for the innermost loops, which look at each once. */
  allOf(address: Address): { readonly ins: readonly NovelEdge[]; readonly outs: readonly NovelEdge[] } {
    const node = this.#nodes.get(address);
    return node === undefined || isBusyNode(node) ? NOBODY : node;
  }

  /** No shape is sought with it, and no search goes through it. */
  isBusy(address: Address): boolean {
    const node = this.#nodes.get(address);
    return node !== undefined && isBusyNode(node);
  }

  #nodeOf(address: Address): Node {
    return takeOrMake(this.#nodes, address, () => ({ ins: [], outs: [] }));
  }

  #leave(edge: NovelEdge): void {
    if (this.#recent === this.#first) this.#ageOne(edge);
    this.#first++;
    const [payer, payee] = [this.#nodeOf(edge.from), this.#nodeOf(edge.to)];
    if (payer.outs[0] === edge) payer.outs.shift();
    if (payee.ins[0] === edge) payee.ins.shift();
    if (payer.ins.length + payer.outs.length === 0) this.#nodes.delete(edge.from);
    if (payee.ins.length + payee.outs.length === 0) this.#nodes.delete(edge.to);
  }

  #age(since: number): void {
    for (
      let edge = this.#edges[this.#recent];
      edge !== undefined && edge.time < since;
      edge = this.#edges[this.#recent]
    ) {
      this.#ageOne(edge);
    }
  }

  #ageOne({ isStranger }: NovelEdge): void {
    this.#recent++;
    if (isStranger) this.#strangers--;
  }
}

function isBusyNode({ ins, outs }: Node): boolean {
  return isBusySide(ins) || isBusySide(outs);
}

function isBusySide(edges: readonly NovelEdge[]): boolean {
  const first = edges[edges.length - BUSY_EDGES];
  return first !== undefined && (edges.at(-1) as NovelEdge).time - first.time < BUSY_S;
}

function push(edges: NovelEdge[], edge: NovelEdge): void {
  edges.push(edge);
  if (edges.length > EDGES_OF_ADDRESS_MAX) edges.shift();
}

function select(edges: readonly NovelEdge[] | undefined, since: number, layer: Layer): NovelEdge[] {
  return edges === undefined ? [] : edges.filter((edge) => edge.time >= since && isInLayer(edge, layer));
}
