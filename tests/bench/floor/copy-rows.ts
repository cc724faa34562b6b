const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const END = -1;
const NULL = -1;
const POSTGRES_EPOCH_SECONDS = 946_684_800;
const TWO_32 = 2 ** 32;
const NUMERIC_BASE = 10_000;

/** Rows in PostgreSQL's binary COPY format, written one field after the other. */
export class CopyRows {
  #bytes: Buffer;
  #at: number;

  /** @param bytesMax grows when it does not suffice */
  constructor(bytesMax: number) {
    this.#bytes = Buffer.allocUnsafe(bytesMax);
    this.#at = SIGNATURE.copy(this.#bytes);
  }

  /** @param rowBytesMax of this row, lengths of fields included */
  row(fieldCount: number, rowBytesMax: number): void {
    if (this.#at + rowBytesMax + 4 > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes, Buffer.allocUnsafe(this.#bytes.length + rowBytesMax)]);
    }
    this.#int16(fieldCount);
  }

  integer(value: number): void {
    this.#int32(4);
    this.#int32(value);
  }

  bigint(value: number): void {
    this.#int32(8);
    this.#int32(Math.floor(value / TWO_32) | 0);
    this.#int32(value | 0);
  }

  /** @param seconds since 1970 */
  timestamp(seconds: number): void {
    this.bigint((seconds - POSTGRES_EPOCH_SECONDS) * 1_000_000);
  }

  /** @param text hex digits from `start` to its end */
  bytea(text: string, start: number): void {
    const length = (text.length - start) / 2;
    this.#int32(length);
    this.#bytes.write(start === 0 ? text : text.slice(start), this.#at, length, "hex");
    this.#at += length;
  }

  /** A bytea as it is. */
  bytes(value: Uint8Array): void {
    this.#int32(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  /** A bytea of one character a byte. */
  latin1(text: string): void {
    this.#int32(text.length);
    this.#at += this.#bytes.write(text, this.#at, "latin1");
  }

  bytesOrNull(value: Uint8Array | undefined): void {
    if (value === undefined) this.#int32(NULL);
    else this.bytes(value);
  }

  /** Not negative. */
  numeric(value: bigint): void {
    const digits: number[] = [];
    if (value <= Number.MAX_SAFE_INTEGER) {
      for (let rest = Number(value); rest > 0; rest = Math.floor(rest / NUMERIC_BASE)) digits.push(rest % NUMERIC_BASE);
    } else {
      const base = BigInt(NUMERIC_BASE);
      for (let rest = value; rest > 0n; rest /= base) digits.push(Number(rest % base));
    }
    const weight = Math.max(0, digits.length - 1);
    // PostgreSQL keeps no zeros at the end.
    let skipped = 0;
    while (skipped < digits.length && digits[skipped] === 0) skipped++;
    this.#int32(8 + 2 * (digits.length - skipped));
    this.#int16(digits.length - skipped);
    this.#int16(weight);
    this.#int32(0);
    for (let i = digits.length - 1; i >= skipped; i--) this.#int16(digits[i] ?? 0);
  }

  /** Everything written, with the end mark. */
  finish(): Buffer {
    this.#int16(END);
    return this.#bytes.subarray(0, this.#at);
  }

  #int16(value: number): void {
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  #int32(value: number): void {
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }
}
