const CONTINUED = 0x80;

/** Bytes written one behind the other into one buffer, which is begun again when what it held has been taken. */
export class BytePool {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytesMax: number) {
    this.#bytes = Buffer.allocUnsafe(bytesMax);
  }

  /** What follows is the next value's. */
  begin(): void {
    this.#at = 0;
  }

  /** What was written since `begin`: good until then. */
  taken(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  /** @param value whole, from 0 to 2^53 */
  varint(value: number): void {
    let rest = value;
    for (; rest > 0x7fff_ffff; rest = Math.floor(rest / CONTINUED))
      this.#bytes[this.#at++] = (rest % CONTINUED) | CONTINUED;
    for (; rest >= CONTINUED; rest >>>= 7) this.#bytes[this.#at++] = (rest & 0x7f) | CONTINUED;
    this.#bytes[this.#at++] = rest;
  }

  signed(value: number): void {
    // Twice as much may be more than a double holds exactly: the sign has a byte of its own.
    this.#bytes[this.#at++] = value < 0 ? 1 : 0;
    this.varint(Math.abs(value));
  }

  latin1(text: string): void {
    this.#at += this.#bytes.write(text, this.#at, "latin1");
  }

  bytes(value: Uint8Array): void {
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  uint48(value: number): void {
    this.#at = this.#bytes.writeUIntBE(value, this.#at, 6);
  }

  double(value: number): void {
    this.#at = this.#bytes.writeDoubleBE(value, this.#at);
  }
}

/** Reads what a pool wrote. */
export class ByteCursor {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#at = 0;
  }

  varint(): number {
    let byte = this.#bytes[this.#at++] as number;
    if (byte < CONTINUED) return byte;
    let value = byte & 0x7f;
    for (let scale = CONTINUED; byte >= CONTINUED; scale *= CONTINUED) {
      byte = this.#bytes[this.#at++] as number;
      value += (byte & 0x7f) * scale;
    }
    return value;
  }

  signed(): number {
    return this.#bytes[this.#at++] === 1 ? -this.varint() : this.varint();
  }

  latin1(length: number): string {
    this.#at += length;
    return this.#bytes.toString("latin1", this.#at - length, this.#at);
  }

  /** The caller's own. */
  bytes(length: number): Uint8Array {
    this.#at += length;
    return new Uint8Array(this.#bytes.subarray(this.#at - length, this.#at));
  }

  pass(length: number): void {
    this.#at += length;
  }

  uint48(): number {
    this.#at += 6;
    return this.#bytes.readUIntBE(this.#at - 6, 6);
  }

  double(): number {
    this.#at += 8;
    return this.#bytes.readDoubleBE(this.#at - 8);
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }
}
