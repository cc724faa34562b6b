import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import type { Random } from "../../simulator/random.ts";

/** From 0 up to, not including, 1. */
export function share(random: Random): number {
  return random.between(0, 2 ** 32 - 1) / 2 ** 32;
}

/** One of so many ordinals, the low ones more often: the higher the power, the more of all draws go to few. */
export function lowOrdinal(random: Random, count: number, power: number): number {
  return Math.floor(count * share(random) ** power);
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
