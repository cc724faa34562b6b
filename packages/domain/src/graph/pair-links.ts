import type { Address } from "../address.ts";
import assert from "../assert.ts";
import type { NovelEdge } from "./novel-edge.ts";

/** New pairs that are kept of one address in each direction. Ours [E]. */
export const EDGES_OF_ADDRESS_MAX = 48;
/** The number of whoever has no new pair. */
export const NOBODY = 0;
/** In `flags`. */
export const IS_STRANGER = 1;
export const IS_PAYER_NEW = 2;
export const IS_PAYEE_NEW = 4;
export const IS_FIRST_PAID = 8;
/** In `busy`: on the side where it is paid, and where it pays. */
const BUSY_IN = 1;
const BUSY_OUT = 2;
/** An address with so many new pairs in one direction within so many seconds is busy: in business, and every path leads there. Ours [E]. */
const BUSY_EDGES = 16;
const BUSY_S = 86_400 / 4;

const NONE = -1;
const ROOM = 256;

/**
 * Who paid whom, in numbers: a search goes from pair to pair by the hundred, and objects strewn over the heap were most of what
 * that took. A pair is its ordinal, its figures stand at `ordinal & mask`; an address has a number while a pair of it is held.
 * Of one direction of an address, the latest pair leads to the one before and so on: whoever follows stops below `first`.
 */
export class PairLinks {
  /** The oldest that is held; the same as `end` while none is. */
  first = 0;
  end = 0;
  mask = ROOM - 1;
  payers = new Int32Array(ROOM);
  payees = new Int32Array(ROOM);
  times = new Float64Array(ROOM);
  flags = new Uint8Array(ROOM);
  /** The pair before with the same payee, and with the same payer. */
  earlierIns = new Float64Array(ROOM);
  earlierOuts = new Float64Array(ROOM);
  /** By number of an address, with NOBODY before all: pairs that are held, the latest of them, and on which sides it is busy. */
  inCounts = new Int32Array(ROOM);
  outCounts = new Int32Array(ROOM);
  lastIns = new Float64Array(ROOM).fill(NONE);
  lastOuts = new Float64Array(ROOM).fill(NONE);
  busy = new Uint8Array(ROOM);
  /** A search's own, of whichever marked it last: see `beginSearch`. */
  marks = new Float64Array(ROOM);
  reachedBy = new Float64Array(ROOM);
  readonly #numbers = new Map<Address, number>();
  /** By number, the one text of an address that is kept. */
  readonly #addresses: Address[] = [];
  #free: number[] = [];
  #next = NOBODY + 1;
  #search = 0;

  numberOf(address: Address): number {
    return this.#numbers.get(address) ?? NOBODY;
  }

  /** Who paid, and who was paid, by number. */
  payerOf({ ordinal }: NovelEdge): number {
    return this.payers[ordinal & this.mask] as number;
  }

  payeeOf({ ordinal }: NovelEdge): number {
    return this.payees[ordinal & this.mask] as number;
  }

  /** What a search writes into `marks` of the addresses that it has reached. No other search has the same. */
  beginSearch(): number {
    return ++this.#search;
  }

  /** Payments with which an address was paid, as far as they are kept; none where it is busy. */
  keptIns(number: number): number {
    return this.busy[number] === 0 ? Math.min(EDGES_OF_ADDRESS_MAX, this.inCounts[number] as number) : 0;
  }

  /** Ordinals, ascending, from one on; none where the address is busy. */
  quietInsOf(number: number, since: number): number[] {
    return this.busy[number] === 0 ? this.#kept(this.lastIns[number] as number, this.earlierIns, since) : [];
  }

  /** The same of those that it made, busy or not. */
  outsOf(number: number, since: number): number[] {
    return this.#kept(this.lastOuts[number] as number, this.earlierOuts, since);
  }

  countQuietIns(number: number, since: number): number {
    return this.busy[number] === 0 ? this.#countKept(this.lastIns[number] as number, this.earlierIns, since) : 0;
  }

  countQuietOuts(number: number, since: number): number {
    return this.busy[number] === 0 ? this.#countKept(this.lastOuts[number] as number, this.earlierOuts, since) : 0;
  }

  #kept(last: number, earlier: Float64Array, since: number): number[] {
    const ordinals: number[] = [];
    for (let at = last; at >= since && ordinals.length < EDGES_OF_ADDRESS_MAX; at = earlier[at & this.mask] as number) {
      ordinals.push(at);
    }
    return ordinals.reverse();
  }

  #countKept(last: number, earlier: Float64Array, since: number): number {
    let count = 0;
    for (let at = last; at >= since && count < EDGES_OF_ADDRESS_MAX; at = earlier[at & this.mask] as number) count++;
    return count;
  }

  /** @param edge the one behind the last; from now on it shares the texts of its addresses with all others, of which each brings its own */
  add(edge: NovelEdge): void {
    const { ordinal, time, isStranger, sender, recipient } = edge;
    if (this.first === this.end) this.first = ordinal;
    assert(ordinal === this.end || this.first === ordinal, "new pairs come one behind the other");
    if (ordinal - this.first > this.mask) this.#makeRoom();
    this.end = ordinal + 1;
    const payer = this.#number(edge.from);
    const payee = this.#number(edge.to);
    edge.from = this.#addresses[payer] as Address;
    edge.to = this.#addresses[payee] as Address;
    const at = ordinal & this.mask;
    this.payers[at] = payer;
    this.payees[at] = payee;
    this.times[at] = time;
    this.flags[at] =
      (isStranger ? IS_STRANGER : 0) |
      (sender.firstSeen === undefined ? IS_PAYER_NEW : 0) |
      (recipient.firstSeen === undefined ? IS_PAYEE_NEW : 0) |
      (recipient.total === 0 ? IS_FIRST_PAID : 0);
    this.earlierIns[at] = this.lastIns[payee] as number;
    this.earlierOuts[at] = this.lastOuts[payer] as number;
    this.lastIns[payee] = ordinal;
    this.lastOuts[payer] = ordinal;
    this.inCounts[payee] = (this.inCounts[payee] as number) + 1;
    this.outCounts[payer] = (this.outCounts[payer] as number) + 1;
    this.#settleIn(payee);
    this.#settleOut(payer);
  }

  /** Lets the oldest go. */
  leave({ from, to }: NovelEdge): void {
    const at = this.first & this.mask;
    const [payer, payee] = [this.payers[at] as number, this.payees[at] as number];
    this.first++;
    this.outCounts[payer] = (this.outCounts[payer] as number) - 1;
    this.inCounts[payee] = (this.inCounts[payee] as number) - 1;
    if ((this.busy[payer] as number) !== 0) this.#settleOut(payer);
    if ((this.busy[payee] as number) !== 0) this.#settleIn(payee);
    this.#release(from, payer);
    if (payee !== payer) this.#release(to, payee);
  }

  #number(address: Address): number {
    const known = this.#numbers.get(address);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#next++;
    if (number === this.marks.length) this.#makeRoomForAddresses();
    this.#numbers.set(address, number);
    this.#addresses[number] = address;
    return number;
  }

  #release(address: Address, number: number): void {
    if ((this.inCounts[number] as number) + (this.outCounts[number] as number) > 0) return;
    this.#numbers.delete(address);
    this.lastIns[number] = NONE;
    this.lastOuts[number] = NONE;
    this.#free.push(number);
  }

  #settleIn(number: number): void {
    const isBusy = this.#isBusy(this.inCounts[number] as number, this.lastIns[number] as number, this.earlierIns);
    this.busy[number] = ((this.busy[number] as number) & BUSY_OUT) | (isBusy ? BUSY_IN : 0);
  }

  #settleOut(number: number): void {
    const isBusy = this.#isBusy(this.outCounts[number] as number, this.lastOuts[number] as number, this.earlierOuts);
    this.busy[number] = ((this.busy[number] as number) & BUSY_IN) | (isBusy ? BUSY_OUT : 0);
  }

  #isBusy(count: number, last: number, earlier: Float64Array): boolean {
    if (count < BUSY_EDGES) return false;
    const since = (this.times[last & this.mask] as number) - BUSY_S;
    let at = last;
    for (let left = BUSY_EDGES - 1; left > 0; left--) {
      at = earlier[at & this.mask] as number;
      if ((this.times[at & this.mask] as number) <= since) return false;
    }
    return true;
  }

  #makeRoom(): void {
    const [was, mask] = [this.mask, this.mask * 2 + 1];
    const moved = <Figures extends Float64Array | Int32Array | Uint8Array>(from: Figures, to: Figures): Figures => {
      for (let at = this.first; at < this.end; at++) to[at & mask] = from[at & was] as number;
      return to;
    };
    this.payers = moved(this.payers, new Int32Array(mask + 1));
    this.payees = moved(this.payees, new Int32Array(mask + 1));
    this.times = moved(this.times, new Float64Array(mask + 1));
    this.flags = moved(this.flags, new Uint8Array(mask + 1));
    this.earlierIns = moved(this.earlierIns, new Float64Array(mask + 1));
    this.earlierOuts = moved(this.earlierOuts, new Float64Array(mask + 1));
    this.mask = mask;
  }

  #makeRoomForAddresses(): void {
    const room = this.marks.length * 2;
    const longer = <Figures extends Float64Array | Int32Array | Uint8Array>(from: Figures, to: Figures): Figures => {
      to.set(from);
      return to;
    };
    this.inCounts = longer(this.inCounts, new Int32Array(room));
    this.outCounts = longer(this.outCounts, new Int32Array(room));
    this.lastIns = longer(this.lastIns, new Float64Array(room).fill(NONE));
    this.lastOuts = longer(this.lastOuts, new Float64Array(room).fill(NONE));
    this.busy = longer(this.busy, new Uint8Array(room));
    this.marks = longer(this.marks, new Float64Array(room));
    this.reachedBy = longer(this.reachedBy, new Float64Array(room));
  }
}
