import assert from "./assert.ts";
import type { Hex } from "./hex.ts";

/** What the layouts of stored bytes have in common: the longest number and the longest sum, and an address. */
export const NUMBER_BYTES_MAX = 8;
export const SUM_BYTES_MAX = 12;
export const ADDRESS_BYTES = 20;

/**
 * Unsigned LEB128: seven bits a byte, the lowest first, and a set top bit where more follow. Each number has exactly
 * one encoding here, its shortest, so equal content gives equal bytes.
 */
export class ByteWriter {
  readonly #bytes: Uint8Array;
  #length = 0;

  /** @param bytes where to write; large enough for all that will be written */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param value a whole number from 0 to 2^53 */
  varint(value: number): void {
    let rest = value;
    for (; rest > INT_MAX; rest = Math.floor(rest / 0x80)) this.#byte((rest % 0x80) | 0x80);
    for (; rest >= 0x80; rest >>= 7) this.#byte((rest & 0x7f) | 0x80);
    this.#byte(rest);
  }

  bigVarint(value: bigint): void {
    let rest = value;
    while (rest > MAX_SAFE) {
      this.#byte(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.varint(Number(rest));
  }

  /** The bytes that the text stands for. */
  hex(text: Hex): void {
    const bytes = this.#bytes;
    let length = this.#length;
    assert(length + (text.length - 2) / 2 <= bytes.length, "the buffer is large enough");
    for (let at = 2; at < text.length; at += 2) {
      bytes[length++] = (digitOf(text.charCodeAt(at)) << 4) | digitOf(text.charCodeAt(at + 1));
    }
    this.#length = length;
  }

  /** A whole number below 2^48 in six bytes, the lowest first. */
  uint48(value: number): void {
    for (let left = UINT48_BYTES, rest = value; left > 0; left--, rest = Math.floor(rest / 0x100))
      this.#byte(rest % 0x100);
  }

  /** Byte for byte: reading gives the very same. */
  double(value: number): void {
    DOUBLE.setFloat64(0, value);
    for (let at = 0; at < DOUBLE.byteLength; at++) this.#byte(DOUBLE.getUint8(at));
  }

  /** @param letters ASCII */
  text(letters: string): void {
    for (let at = 0; at < letters.length; at++) this.#byte(letters.charCodeAt(at));
  }

  bytes(bytes: Uint8Array): void {
    assert(this.#length + bytes.length <= this.#bytes.length, "the buffer is large enough");
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Those from one place of others to another. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    const own = this.#bytes;
    let length = this.#length;
    assert(length + to - from <= own.length, "the buffer is large enough");
    // One at a time: a view of so few would cost more than they do.
    for (let at = from; at < to; at++) own[length++] = bytes[at] as number;
    this.#length = length;
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** What was written from there on: not a copy, and nothing writes there again. */
  since(length: number): Uint8Array {
    return this.#bytes.subarray(length, this.#length);
  }

  #byte(value: number): void {
    assert(this.#length < this.#bytes.length, "the buffer is large enough");
    this.#bytes[this.#length++] = value;
  }
}

const UINT48_BYTES = 6;
const DOUBLE = new DataView(new ArrayBuffer(8));
/** Where bit operations end. */
const INT_MAX = 2 ** 31 - 1;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const DIGITS = Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));

/** Of a lower-case hex digit. */
export function digitOf(code: number): number {
  return (code & 15) + (code >> 6) * 9;
}

/** Where the letters of an address are put together, one at a time: a list for each would be half of the cost. */
const ADDRESS_CODES: number[] = Array.from({ length: 2 + 2 * ADDRESS_BYTES }, () => 0);

/** Bytes of seven bits that fit into 2^53. */
const SAFE_BYTES = 7;

/** Reads what ByteWriter wrote. Every method breaks off at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  /** @param at where to begin */
  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** How far it has come. */
  get at(): number {
    return this.#at;
  }

  /** Passes so many bytes. @returns where they begin */
  pass(byteCount: number): number {
    const begin = this.#at;
    assert(begin + byteCount <= this.#bytes.length, "the bytes are complete");
    this.#at = begin + byteCount;
    return begin;
  }

  /** Passes so many numbers, of either kind. */
  passVarints(count: number): void {
    for (let left = count; left > 0; ) if (this.#byte() < 0x80) left--;
  }

  /** @param max the largest value that makes sense here, at most 2^53 */
  varint(max: number): number {
    let value = 0;
    let scale = 1;
    let byte: number;
    do {
      byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (value > max) throw tooLarge(max);
      scale *= 0x80;
    } while (byte >= 0x80);
    assert(byte > 0 || scale === 0x80, "a number is written at its shortest");
    return value;
  }

  bigVarint(max: bigint): bigint {
    // Nearly every amount ends before it can lose a digit, and so needs no bigint on the way.
    const begin = this.#at;
    let low = 0;
    let scale = 1;
    for (let count = 0; count < SAFE_BYTES; count++) {
      const byte = this.#byte();
      low += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte >= 0x80) continue;
      assert(byte > 0 || count === 0, "a number is written at its shortest");
      const value = BigInt(low);
      if (value > max) throw tooLarge(max);
      return value;
    }
    this.#at = begin;
    return this.#longVarint(max);
  }

  #longVarint(max: bigint): bigint {
    let value = 0n;
    let shift = 0n;
    let byte: number;
    do {
      byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (value > max) throw tooLarge(max);
      shift += 7n;
    } while (byte >= 0x80);
    assert(byte > 0, "a number is written at its shortest");
    return value;
  }

  /** So many bytes as text. */
  hex(byteCount: number): Hex {
    const end = this.#at + byteCount;
    assert(end <= this.#bytes.length, "the bytes are complete");
    const codes = byteCount === ADDRESS_BYTES ? ADDRESS_CODES : new Array<number>(2 + 2 * byteCount);
    codes[0] = 0x30;
    codes[1] = 0x78;
    for (let to = 2; this.#at < end; this.#at++) {
      const byte = this.#bytes[this.#at] as number;
      codes[to++] = DIGITS[byte >> 4] as number;
      codes[to++] = DIGITS[byte & 15] as number;
    }
    return String.fromCharCode.apply(null, codes) as Hex;
  }

  uint48(): number {
    let value = 0;
    for (let left = UINT48_BYTES, scale = 1; left > 0; left--, scale *= 0x100) value += this.#byte() * scale;
    return value;
  }

  double(): number {
    for (let at = 0; at < DOUBLE.byteLength; at++) DOUBLE.setUint8(at, this.#byte());
    return DOUBLE.getFloat64(0);
  }

  /** @returns so many ASCII letters, if the bytes are any */
  text(letterCount: number): string {
    let letters = "";
    for (let left = letterCount; left > 0; left--) letters += String.fromCharCode(this.#byte());
    return letters;
  }

  /** So many bytes, copied. */
  bytes(byteCount: number): Uint8Array {
    const end = this.#at + byteCount;
    assert(end <= this.#bytes.length, "the bytes are complete");
    // Not `slice`: the bytes may be a Buffer's, whose slice is no copy.
    const bytes = new Uint8Array(this.#bytes.subarray(this.#at, end));
    this.#at = end;
    return bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    assert(byte !== undefined, "the bytes are complete");
    return byte;
  }
}

/** Made only when it is thrown: putting the text together costs more than reading the number. */
function tooLarge(max: number | bigint): Error {
  return new Error(`Broken invariant: a number is at most ${max}`);
}

/** A count of at most so many, then each. */
export function readMany<Item>(reader: ByteReader, countMax: number, readOne: () => Item): Item[] {
  const items: Item[] = [];
  for (let left = reader.varint(countMax); left > 0; left--) items.push(readOne());
  return items;
}
