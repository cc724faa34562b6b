import type { Hex } from "@redflag/domain/hex";

const NUMERIC_BASE = 10_000;
const NUMERIC_BASE_BIG = BigInt(NUMERIC_BASE);
const TWO_32 = 2 ** 32;

/** What stands before the rows of a binary COPY, and after them. */
export const COPY_HEADER = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
export const COPY_TRAILER = Buffer.from([0xff, 0xff]);

/** Rows in PostgreSQL's binary COPY format, written one field after the other, without what stands before and after them. */
export class CopyRows {
  #bytes: Buffer;
  #length = 0;

  /** @param bytesMax grows when it does not suffice */
  constructor(bytesMax: number) {
    this.#bytes = Buffer.allocUnsafe(bytesMax);
  }

  /** Of all rows so far. */
  get length(): number {
    return this.#length;
  }

  /** @param bytesMax of this row, the four bytes before each field included */
  row(fieldCount: number, bytesMax: number): void {
    if (this.#length + bytesMax + 2 > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes], 2 * this.#bytes.length + bytesMax + 2);
    }
    this.#int16(fieldCount);
  }

  integer(value: number): void {
    this.#int32(4);
    this.#int32(value);
  }

  /** A whole number that a number holds exactly. */
  bigint(value: number): void {
    this.#int32(8);
    this.#int32(Math.floor(value / TWO_32));
    this.#length = this.#bytes.writeUInt32BE(value >>> 0, this.#length);
  }

  bytea(hex: Hex): void {
    const byteCount = (hex.length - 2) / 2;
    this.#int32(byteCount);
    this.#length += this.#bytes.write(hex.slice(2), this.#length, byteCount, "hex");
  }

  /** @param value not negative */
  numeric(value: bigint): void {
    const digits = value <= Number.MAX_SAFE_INTEGER ? digitsOf(Number(value)) : digitsOfBig(value);
    // The last digits first; PostgreSQL stores no zeros at the end.
    let zeros = 0;
    while (zeros < digits.length && digits[zeros] === 0) zeros++;
    this.#int32(8 + 2 * (digits.length - zeros));
    this.#int16(digits.length - zeros);
    this.#int16(Math.max(0, digits.length - 1));
    // Its sign, and that nothing follows a decimal point.
    this.#int32(0);
    for (let i = digits.length - 1; i >= zeros; i--) this.#int16(digits[i] as number);
  }

  /** All rows. Nothing can be added to what this gave. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #int16(value: number): void {
    this.#length = this.#bytes.writeInt16BE(value, this.#length);
  }

  #int32(value: number): void {
    this.#length = this.#bytes.writeInt32BE(value, this.#length);
  }
}

function digitsOf(value: number): number[] {
  const digits: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / NUMERIC_BASE)) digits.push(rest % NUMERIC_BASE);
  return digits;
}

function digitsOfBig(value: bigint): number[] {
  const digits: number[] = [];
  for (let rest = value; rest > 0n; rest /= NUMERIC_BASE_BIG) digits.push(Number(rest % NUMERIC_BASE_BIG));
  return digits;
}
