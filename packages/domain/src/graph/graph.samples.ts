import type { Address } from "../address.ts";
import { GoingRates } from "./going-rates.ts";
import type { Layer, NovelEdge } from "./novel-edge.ts";
import { NovelWindow } from "./novel-window.ts";
import { emptyPairMemory, type PairMemory, rememberPair } from "./pair-memory.ts";
import type { Shape, Sighting } from "./sighting.ts";
import { takeOrMake } from "./take-or-make.ts";

const DAY_S = 86_400;
const START = 1_767_225_600;

/** An address by a name of letters and digits. */
export function who(name: string): Address {
  const hex = [...name].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return `0x${hex.padStart(40, "0")}`;
}

/** Payments on a chain where everybody has long paid the same few, and new pairs are rare. */
export class SmallChain {
  readonly window = new NovelWindow();
  readonly rates = new GoingRates();
  readonly start = START - 140 * DAY_S;
  readonly #memories = new Map<Address, PairMemory>();
  #ordinal = 0;

  constructor() {
    for (let day = -140; day < 60; day++) {
      for (let i = 0; i < 40; i++) this.pay(day, `old${i}`, `old${(i * 7 + ((day + 141) % 3)) % 40}`, 100 + i);
    }
  }

  /** @param day of the scene: ordinary payments are from before day 60 @returns the edge where the pair is new */
  pay(day: number, from: string, to: string, worth?: number): NovelEdge | undefined {
    const payment = { from: who(from), to: who(to), time: START + Math.floor(day * DAY_S), worth };
    if (payment.from === payment.to) return undefined;
    const novel = rememberPair(this.rates, this.#memoryOf(payment.from), this.#memoryOf(payment.to), payment);
    if (worth !== undefined) this.rates.countWorth(worth);
    if (novel === undefined) return undefined;
    const edge = { ...novel, ordinal: this.#ordinal++ };
    this.window.add(edge);
    return edge;
  }

  /** What the shape says of the payment, which is on a new pair. */
  find(shape: Shape, edge: NovelEdge | undefined, layer: Layer = "novel"): Sighting | undefined {
    if (edge === undefined) throw new Error("the pair is not new");
    return shape.find(edge, this, layer);
  }

  #memoryOf(address: Address): PairMemory {
    return takeOrMake(this.#memories, address, emptyPairMemory);
  }
}
