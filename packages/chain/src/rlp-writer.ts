import type { Hex } from "@redflag/domain/hex";

const BYTES_AT_FIRST = 64 * 1024;
/** A header's: its own byte and the length's. */
const HEADER_BYTES_MAX = 9;
const STRING = 0x80;
const LIST = 0xc0;
/** Longer ones say how many bytes their length has. */
const SHORT_BYTES_MAX = 55;

/**
 * Writes RLP from its end to its beginning, so that what an item's header says is written already: the last field of a list
 * first. A proof writes every receipt of a block; by `encodeRlp` that was most of what a proof cost.
 */
export class RlpWriter {
  #bytes = Buffer.allocUnsafe(BYTES_AT_FIRST);
  #at = BYTES_AT_FIRST;

  /** Where a list's or a string's content ends, to be given back when all of it is written. */
  get end(): number {
    return this.#bytes.length - this.#at;
  }

  /** What was written; holds until the next call. */
  get written(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  clear(): void {
    this.#at = this.#bytes.length;
  }

  /** @param bytes whole bytes of hex */
  hex(bytes: Hex): void {
    const end = this.end;
    this.raw(bytes);
    if (this.end - end !== 1 || (this.#bytes[this.#at] as number) >= STRING) this.closeString(end);
  }

  quantity(value: bigint | number): void {
    const digits = Number(value) === 0 ? "" : value.toString(16);
    this.hex(`0x${digits.length % 2 === 0 ? "" : "0"}${digits}`);
  }

  /** Without a header. */
  raw(bytes: Hex): void {
    const count = (bytes.length - 2) / 2;
    this.#reserve(count);
    this.#at -= count;
    this.#bytes.write(bytes.slice(2), this.#at, count, "hex");
  }

  bytes(bytes: Uint8Array): void {
    const end = this.end;
    this.#reserve(bytes.length);
    this.#at -= bytes.length;
    this.#bytes.set(bytes, this.#at);
    if (bytes.length !== 1 || (bytes[0] as number) >= STRING) this.closeString(end);
  }

  closeString(end: number): void {
    this.#header(STRING, this.end - end);
  }

  closeList(end: number): void {
    this.#header(LIST, this.end - end);
  }

  #header(kind: number, length: number): void {
    this.#reserve(0);
    if (length <= SHORT_BYTES_MAX) {
      this.#bytes[--this.#at] = kind + length;
      return;
    }
    let lengthBytes = 0;
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) {
      this.#bytes[--this.#at] = rest % 256;
      lengthBytes++;
    }
    this.#bytes[--this.#at] = kind + SHORT_BYTES_MAX + lengthBytes;
  }

  #reserve(count: number): void {
    if (this.#at >= count + HEADER_BYTES_MAX) return;
    const { written } = this;
    const bytes = Buffer.allocUnsafe(2 * (this.#bytes.length + count));
    this.#at = bytes.length - written.length;
    bytes.set(written, this.#at);
    this.#bytes = bytes;
  }
}
