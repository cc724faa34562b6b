import assert from "./assert.ts";

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
    while (rest >= 0x80) {
      this.#byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
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

  raw(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A copy of what was written. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #byte(value: number): void {
    assert(this.#length < this.#bytes.length, "the buffer is large enough");
    this.#bytes[this.#length++] = value;
  }
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Reads what ByteWriter wrote. Every method breaks off at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param max the largest value that makes sense here, at most 2^53 */
  varint(max: number): number {
    let value = 0;
    let scale = 1;
    let byte: number;
    do {
      byte = this.#byte();
      value += (byte & 0x7f) * scale;
      assert(value <= max, `a number is at most ${max}`);
      scale *= 0x80;
    } while (byte >= 0x80);
    assert(byte > 0 || scale === 0x80, "a number is written at its shortest");
    return value;
  }

  bigVarint(max: bigint): bigint {
    let value = 0n;
    let shift = 0n;
    let byte: number;
    do {
      byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      assert(value <= max, `a number is at most ${max}`);
      shift += 7n;
    } while (byte >= 0x80);
    assert(byte > 0 || shift === 7n, "a number is written at its shortest");
    return value;
  }

  raw(byteCount: number): Uint8Array {
    const end = this.#at + byteCount;
    assert(end <= this.#bytes.length, "the bytes are complete");
    const bytes = this.#bytes.subarray(this.#at, end);
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
