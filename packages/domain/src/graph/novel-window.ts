import type { Address } from "../address.ts";
import { isInLayer, type Layer, type NovelEdge } from "./novel-edge.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;
/** Shapes are sought within so many seconds, fans within more. Ours [E]: most schemes last 3 to 22 days, fans 50 and more. */
export const SHAPE_WINDOW_S = 25 * DAY_S;
export const FAN_WINDOW_S = 120 * DAY_S;
/** New pairs that are kept of one address in each direction. Ours [E]. */
export const EDGES_OF_ADDRESS_MAX = 48;
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

/** An address in the window. Searches go from one to the next without a look into a map: that was most of what they took. */
export interface WindowNode {
  /** All that are kept, ascending. */
  readonly ins: readonly NovelEdge[];
  readonly outs: readonly NovelEdge[];
  /** Who paid each of `ins`, and whom each of `outs` paid. */
  readonly payers: readonly WindowNode[];
  readonly payees: readonly WindowNode[];
  /** No shape is sought with it, and no search goes through it. */
  readonly isBusy: boolean;
  /** A search's own, of whichever marked it last: see `beginSearch`. */
  search: number;
  reachedBy: NovelEdge | undefined;
}

interface Node extends WindowNode {
  ins: NovelEdge[];
  outs: NovelEdge[];
  payers: Node[];
  payees: Node[];
  isBusy: boolean;
}

/** What changes slowly, as it was counted on a day. */
export interface Daily {
  day: number;
  value: number;
}

const NONE: never[] = Object.freeze([]) as never;
const NOBODY: WindowNode = Object.freeze(emptyNode());

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
  #search = 0;
  /** Whom every rule asks for first. */
  #newest: { edge: NovelEdge; payer: Node; payee: Node } | undefined;
  readonly #daily: Map<string, Daily>;

  constructor(daily: Iterable<readonly [string, Daily]> = []) {
    this.#daily = new Map(daily);
  }

  add(edge: NovelEdge, { windowS, pairsMax }: WindowBounds): void {
    const [payer, payee] = [this.#nodeOf(edge.from), this.#nodeOf(edge.to)];
    [payer.outs, payer.payees] = [pushed(payer.outs, edge), pushed(payer.payees, payee)];
    [payee.ins, payee.payers] = [pushed(payee.ins, edge), pushed(payee.payers, payer)];
    payer.isBusy = isBusyNode(payer);
    payee.isBusy = isBusyNode(payee);
    this.#newest = { edge, payer, payee };
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
  insOf(address: Address, since: number, layer: Layer = "novel"): readonly NovelEdge[] {
    return select(this.nodeOf(address).ins, since, layer);
  }

  outsOf(address: Address, since: number, layer: Layer = "novel"): readonly NovelEdge[] {
    return select(this.nodeOf(address).outs, since, layer);
  }

  /** As `nodeOf`, and nobody where it is busy. */
  allOf(address: Address): WindowNode {
    const node = this.nodeOf(address);
    return node.isBusy ? NOBODY : node;
  }

  /** The same object as long as a pair with the address is in the window. */
  nodeOf(address: Address): WindowNode {
    const newest = this.#newest;
    if (newest?.edge.from === address) return newest.payer;
    if (newest?.edge.to === address) return newest.payee;
    return this.#nodes.get(address) ?? NOBODY;
  }

  /** What a search writes into `search` of the nodes that it has reached. No other search has the same. */
  beginSearch(): number {
    return ++this.#search;
  }

  /** No shape is sought with it, and no search goes through it. */
  isBusy(address: Address): boolean {
    return this.nodeOf(address).isBusy;
  }

  #nodeOf(address: Address): Node {
    return takeOrMake(this.#nodes, address, emptyNode);
  }

  #leave(edge: NovelEdge): void {
    if (this.#recent === this.#first) this.#ageOne(edge);
    this.#first++;
    const [payer, payee] = [this.#nodeOf(edge.from), this.#nodeOf(edge.to)];
    if (payer.outs[0] === edge) {
      payer.outs.shift();
      payer.payees.shift();
      payer.isBusy = isBusyNode(payer);
    }
    if (payee.ins[0] === edge) {
      payee.ins.shift();
      payee.payers.shift();
      payee.isBusy = isBusyNode(payee);
    }
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

function emptyNode(): Node {
  return { ins: NONE, outs: NONE, payers: NONE, payees: NONE, isBusy: false, search: 0, reachedBy: undefined };
}

/** In place, but for the first: most addresses have one pair, and room for more would be most of the window's memory. */
function pushed<Item>(items: Item[], item: Item): Item[] {
  if (items.length === 0) return [item];
  items.push(item);
  if (items.length > EDGES_OF_ADDRESS_MAX) items.shift();
  return items;
}

function select(edges: readonly NovelEdge[], since: number, layer: Layer): readonly NovelEdge[] {
  const [first] = edges;
  if (layer === "novel" && first !== undefined && first.time >= since) return edges;
  return edges.filter((edge) => edge.time >= since && isInLayer(edge, layer));
}
