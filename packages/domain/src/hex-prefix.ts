import type { Hex } from "./hex.ts";

/** Bytes that begin alike: from one to the other, both included. */
export interface BytesSpan {
  from: Hex;
  to: Hex;
}

const ADDRESS_DIGITS = 40;
const HASH_DIGITS = 64;
/** With fewer, most of what is there would begin so. Ours [E]. */
const DIGITS_MIN = 4;

/** The addresses whose 20 bytes begin with these hex digits; undefined where these begin none, or too many. */
export function addressesFrom(digits: string): BytesSpan | undefined {
  return spanOf(digits, ADDRESS_DIGITS);
}

/** The same of 32 bytes. */
export function hashesFrom(digits: string): BytesSpan | undefined {
  return spanOf(digits, HASH_DIGITS);
}

function spanOf(digits: string, length: number): BytesSpan | undefined {
  if (!/^[0-9a-f]+$/i.test(digits) || digits.length < DIGITS_MIN || digits.length > length) return undefined;
  const known = digits.toLowerCase();
  return { from: `0x${known.padEnd(length, "0")}`, to: `0x${known.padEnd(length, "f")}` };
}

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** T and 33 more, for every address of TRON. */
const BASE58_CHARS = 34;
const BASE58_CHARS_MIN = 4;
/** Of its bytes before base 58: version, the 20, and 4 of a checksum. */
const CHECKSUM_BITS = 32n;
const ADDRESS_BITS = 160n;
const TRON_VERSION = 0x41n;

/**
 * The 20 bytes of TRON's addresses that are written so at their beginning. The checksum behind them is part of the number, so at
 * either end one address too many may be named.
 */
export function tronAddressesFrom(text: string): BytesSpan | undefined {
  if (!/^T[1-9A-HJ-NP-Za-km-z]*$/.test(text) || text.length < BASE58_CHARS_MIN || text.length > BASE58_CHARS) {
    return undefined;
  }
  const least = TRON_VERSION << ADDRESS_BITS;
  const most = ((TRON_VERSION + 1n) << ADDRESS_BITS) - 1n;
  const from = numberOf(text.padEnd(BASE58_CHARS, "1")) >> CHECKSUM_BITS;
  const to = numberOf(text.padEnd(BASE58_CHARS, "z")) >> CHECKSUM_BITS;
  if (to < least || from > most) return undefined;
  return { from: addressOf(from < least ? least : from), to: addressOf(to > most ? most : to) };
}

function numberOf(base58: string): bigint {
  let number = 0n;
  for (const char of base58) number = number * 58n + BigInt(ALPHABET.indexOf(char));
  return number;
}

function addressOf(versioned: bigint): Hex {
  const bytes = BigInt.asUintN(Number(ADDRESS_BITS), versioned);
  return `0x${bytes.toString(16).padStart(ADDRESS_DIGITS, "0")}`;
}
