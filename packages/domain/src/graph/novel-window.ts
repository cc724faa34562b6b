import type { Address } from "../address.ts";
import { isInLayer, type Layer, type NovelEdge } from "./novel-edge.ts";
import { EDGES_OF_ADDRESS_MAX, PairLinks } from "./pair-links.ts";

const DAY_S = 86_400;
/** Shapes are sought within so many seconds, fans within more. Ours [E]: most schemes last 3 to 22 days, fans 50 and more. */
export const SHAPE_WINDOW_S = 25 * DAY_S;
export const FAN_WINDOW_S = 120 * DAY_S;
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

/** What changes slowly, as it was counted on a day. */
export interface Daily {
  day: number;
  value: number;
}

/**
 * The latest new pairs, by address: all that shapes are sought in. Known services are not in it: every path would lead there.
 * It follows from the edges that it holds, the oldest of which leave first.
 */
export class NovelWindow {
  readonly links = new PairLinks();
  /** In ledger order; those before #first have left the window and are not held, those before #recent are older than SHAPE_WINDOW_S. */
  #edges: Array<NovelEdge | undefined> = [];
  #first = 0;
  #recent = 0;
  #strangers = 0;
  #day = 0;
  /** Of the oldest in #edges. */
  #base = 0;
  #newestTime = 0;
  /** By seconds, the oldest pair that was within so many: it only goes forward. */
  readonly #oldestWithin = new Map<number, number>();
  readonly #daily: Map<string, Daily>;

  constructor(daily: Iterable<readonly [string, Daily]> = []) {
    this.#daily = new Map(daily);
  }

  add(edge: NovelEdge, { windowS, pairsMax }: WindowBounds): void {
    this.links.add(edge);
    if (this.#edges.length === 0) this.#base = edge.ordinal;
    this.#newestTime = edge.time;
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
    this.#base += this.#first;
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

  edgeAt(ordinal: number): NovelEdge {
    return this.#edges[ordinal - this.#base] as NovelEdge;
  }

  /** Ordinal of the oldest that is no more than so many seconds older than the newest. Pairs are as old as their ordinals say. */
  oldestWithin(seconds: number): number {
    const { times, mask, first, end } = this.links;
    const since = this.#newestTime - seconds;
    let oldest = Math.max(first, this.#oldestWithin.get(seconds) ?? 0);
    while (oldest < end && (times[oldest & mask] as number) < since) oldest++;
    this.#oldestWithin.set(seconds, oldest);
    return oldest;
  }

  /** Ascending, from a time on. */
  insOf(address: Address, since: number, layer: Layer = "novel"): NovelEdge[] {
    const { lastIns, earlierIns } = this.links;
    return this.#kept(lastIns[this.links.numberOf(address)] as number, earlierIns, since, layer);
  }

  outsOf(address: Address, since: number, layer: Layer = "novel"): NovelEdge[] {
    const { lastOuts, earlierOuts } = this.links;
    return this.#kept(lastOuts[this.links.numberOf(address)] as number, earlierOuts, since, layer);
  }

  /** As `insOf`, of all times, and none where the address is busy. */
  quietInsOf(address: Address): NovelEdge[] {
    return this.isBusy(address) ? [] : this.insOf(address, Number.NEGATIVE_INFINITY);
  }

  quietOutsOf(address: Address): NovelEdge[] {
    return this.isBusy(address) ? [] : this.outsOf(address, Number.NEGATIVE_INFINITY);
  }

  /** No shape is sought with it, and no search goes through it. */
  isBusy(address: Address): boolean {
    return this.links.busy[this.links.numberOf(address)] !== 0;
  }

  #kept(last: number, earlier: Float64Array, since: number, layer: Layer): NovelEdge[] {
    const { first, mask } = this.links;
    const edges: NovelEdge[] = [];
    let at = last;
    for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= first; left--) {
      const edge = this.edgeAt(at);
      if (edge.time < since) break;
      if (isInLayer(edge, layer)) edges.push(edge);
      at = earlier[at & mask] as number;
    }
    return edges.reverse();
  }

  #leave(edge: NovelEdge): void {
    if (this.#recent === this.#first) this.#ageOne(edge);
    // The array is cut once half of it is gone: until then it would hold as many again.
    this.#edges[this.#first++] = undefined;
    this.links.leave(edge);
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
