import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import type { Random } from "../../simulator/random.ts";

/** So that a million transfers, two million places, hold about 560,000 addresses. */
const NEW_PERCENT = 28;
/** Of the others, so many go to few: exchanges and routers are in every second transfer. */
const HOT_PERCENT = 55;
const HOT_ADDRESSES = 2_000;

/** Draws parties of transfers: many seen once, some now and then, a few all the time. */
export class AddressDraw {
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Addresses drawn so far. */
  get count(): number {
    return this.#count;
  }

  /** The ordinal of an address; each new one is the next. */
  next(): number {
    if (this.#count === 0 || this.#random.chance(NEW_PERCENT)) return this.#count++;
    if (this.#random.chance(HOT_PERCENT)) {
      return Math.floor(Math.min(this.#count, HOT_ADDRESSES) * share(this.#random) ** 3);
    }
    return Math.floor(this.#count * share(this.#random));
  }
}

/** From 0 up to, not including, 1. */
export function share(random: Random): number {
  return random.between(0, 2 ** 32 - 1) / 2 ** 32;
}

export function addressOf(ordinal: number): Address {
  return `0x${words(ordinal, 0x5bd1e995, 5)}`;
}

export function txHashOf(ordinal: number): Hash {
  return `0x${words(ordinal, 0x1b873593, 8)}`;
}

/** Digits that look like a hash and cost next to nothing. */
function words(ordinal: number, salt: number, count: number): string {
  let text = "";
  for (let i = 0; i < count; i++)
    text += mix((ordinal * 8 + i) ^ salt)
      .toString(16)
      .padStart(8, "0");
  return text;
}

/** MurmurHash3's finalizer: one to one, so different places give different words. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
