import type { Address } from "./address.ts";
import type { Hex } from "./hex.ts";

/** Text length of `0x` and 32 bytes. */
export const WORD_TEXT_LENGTH = 66;

const PADDING = `0x${"0".repeat(24)}`;

/** The address in a 32-byte word, or undefined when the word is no address: its first 12 bytes must be zero. */
export function sliceAddress(word: Hex): Address | undefined {
  return word.length === WORD_TEXT_LENGTH && word.startsWith(PADDING) ? `0x${word.slice(PADDING.length)}` : undefined;
}

/** The number in a 32-byte word, or undefined when it does not fit its type: the bits above must be zero. */
export function sliceUint(word: Hex, bits: 1 | 32 | 64): bigint | undefined {
  if (word.length !== WORD_TEXT_LENGTH) return undefined;
  const value = BigInt(word);
  return value >> BigInt(bits) === 0n ? value : undefined;
}

/** The 32-byte word `index` of a log's data; the data must reach so far. */
export function sliceWord(data: Hex, index: number): Hex {
  return index === 0 && data.length === WORD_TEXT_LENGTH
    ? data
    : `0x${data.slice(2 + index * 64, 2 + (index + 1) * 64)}`;
}
