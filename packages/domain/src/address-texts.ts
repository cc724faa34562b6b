import type { Address } from "./address.ts";
import { ADDRESS_BYTES } from "./varint.ts";

/** Texts kept, some 6 MB with their bytes: about as many counterparties as the flows of one stretch name. */
const SLOTS = 2 ** 16;
const WORDS = ADDRESS_BYTES / 4;

/** Whoever falls on a place takes it. Equal texts are then mostly one text, which is compared at once. */
const texts: Array<Address | undefined> = new Array<Address | undefined>(SLOTS).fill(undefined);
const words = new Int32Array(SLOTS * WORDS);

const DIGITS = Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
/** Where the letters are put together, one at a time: a list for each would be half of the cost. */
const CODES: number[] = Array.from({ length: 2 + 2 * ADDRESS_BYTES }, () => 0);

/** The address that stands there. Most are met again and again: making the text anew would cost most of reading a flow. */
export function addressText(bytes: Uint8Array, at: number): Address {
  const first = wordAt(bytes, at);
  const second = wordAt(bytes, at + 4);
  const third = wordAt(bytes, at + 8);
  const fourth = wordAt(bytes, at + 12);
  const fifth = wordAt(bytes, at + 16);
  const slot = (Math.imul(first ^ third ^ fifth, 0x9e3779b1) ^ Math.imul(second ^ fourth, 0x85ebca6b)) >>> 16;
  const known = texts[slot];
  const base = slot * WORDS;
  if (
    known !== undefined &&
    words[base] === first &&
    words[base + 1] === second &&
    words[base + 2] === third &&
    words[base + 3] === fourth &&
    words[base + 4] === fifth
  )
    return known;
  const text = textOf(bytes, at);
  texts[slot] = text;
  words[base] = first;
  words[base + 1] = second;
  words[base + 2] = third;
  words[base + 3] = fourth;
  words[base + 4] = fifth;
  return text;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

function textOf(bytes: Uint8Array, at: number): Address {
  CODES[0] = 0x30;
  CODES[1] = 0x78;
  for (let from = at, to = 2; to < CODES.length; from++) {
    const byte = bytes[from] as number;
    CODES[to++] = DIGITS[byte >> 4] as number;
    CODES[to++] = DIGITS[byte & 15] as number;
  }
  return String.fromCharCode.apply(null, CODES) as Address;
}
