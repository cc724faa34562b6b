import type { Hex } from "@redflag/domain/hex";
import { keccakBytes } from "./keccak.ts";

/** Where one address or topic leaves its three marks: places of hex digits in the bloom's text, and the bit in each. */
export interface BloomMark {
  digits: readonly [number, number, number];
  bits: readonly [number, number, number];
}

/** Marks of one address or topic in a 2048-bit logs bloom. */
export function markOf(item: Hex): BloomMark {
  const hash = hashItem(item);
  const [a, b, c] = [bitIndex(hash, 0), bitIndex(hash, 2), bitIndex(hash, 4)];
  return { digits: [digitOf(a), digitOf(b), digitOf(c)], bits: [1 << (a & 3), 1 << (b & 3), 1 << (c & 3)] };
}

/**
 * False proves that the block holds no log with this item; true proves nothing.
 * @param bloom 256 bytes of lower-case hex
 */
export function mayContain(bloom: Hex, mark: BloomMark): boolean {
  const { digits, bits } = mark;
  return (
    (digitAt(bloom, digits[0]) & bits[0]) !== 0 &&
    (digitAt(bloom, digits[1]) & bits[1]) !== 0 &&
    (digitAt(bloom, digits[2]) & bits[2]) !== 0
  );
}

/** The bloom of these addresses and topics. */
export function bloomOf(items: Iterable<Hex>): Hex {
  const values = new Uint8Array(512);
  for (const item of items) {
    const { digits, bits } = markOf(item);
    for (let i = 0; i < 3; i++) {
      const place = (digits[i] as number) - 2;
      values[place] = (values[place] as number) | (bits[i] as number);
    }
  }
  return `0x${Array.from(values, (value) => value.toString(16)).join("")}`;
}

/** One for each number that four hex digits make. */
const RECENT_ITEMS = 16 ** 4;
/** Items looked up last, each in the place that its last digits name, and the three bits of each. */
const recentItems = new Array<Hex | undefined>(RECENT_ITEMS).fill(undefined);
const recentBits = new Uint16Array(3 * RECENT_ITEMS);

/**
 * As `mayContain`, for an item of which no mark is kept. Most payments are between parties that have paid before, and hashing
 * these again would be most of what checking costs.
 */
export function mayContainItem(bloom: Hex, item: Hex): boolean {
  const place = lastDigits(item);
  const at = 3 * place;
  if (recentItems[place] !== item) {
    const hash = hashItem(item);
    for (let i = 0; i < 3; i++) recentBits[at + i] = bitIndex(hash, 2 * i);
    recentItems[place] = item;
  }
  return (
    isSet(bloom, recentBits[at] as number) &&
    isSet(bloom, recentBits[at + 1] as number) &&
    isSet(bloom, recentBits[at + 2] as number)
  );
}

function lastDigits(item: Hex): number {
  const end = item.length;
  return (
    (digitAt(item, end - 4) << 12) |
    (digitAt(item, end - 3) << 8) |
    (digitAt(item, end - 2) << 4) |
    digitAt(item, end - 1)
  );
}

const scratch = Buffer.alloc(32);

/** @param item at most 32 bytes */
function hashItem(item: Hex): Uint8Array {
  const byteCount = scratch.write(item.slice(2), "hex");
  return keccakBytes(scratch.subarray(0, byteCount));
}

function isSet(bloom: Hex, bit: number): boolean {
  return (digitAt(bloom, digitOf(bit)) & (1 << (bit & 3))) !== 0;
}

function bitIndex(hash: Uint8Array, at: number): number {
  return (((hash[at] as number) << 8) | (hash[at + 1] as number)) & 2047;
}

/** Bit 0 is the lowest bit of the last byte; the text begins with `0x`. */
function digitOf(bit: number): number {
  return 2 + 511 - (bit >> 2);
}

function digitAt(bloom: Hex, at: number): number {
  const code = bloom.charCodeAt(at);
  return code < 58 ? code - 48 : code - 87;
}
