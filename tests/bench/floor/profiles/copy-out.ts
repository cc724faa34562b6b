import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";

const HEADER_BYTES = 19;
const NULL = -1;

/** Fields of a query's rows, as PostgreSQL sends them in binary COPY. */
export class CopiedFields {
  readonly #bytes: Buffer;
  #at = HEADER_BYTES;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Goes on to the next row. @returns whether there is one */
  next(): boolean {
    this.#at += 2;
    return this.#bytes.readInt16BE(this.#at - 2) >= 0;
  }

  integer(): number {
    this.#at += 8;
    return this.#bytes.readInt32BE(this.#at - 4);
  }

  bigint(): number {
    this.#at += 12;
    return this.#bytes.readInt32BE(this.#at - 8) * 2 ** 32 + this.#bytes.readUInt32BE(this.#at - 4);
  }

  bytes(): Buffer | undefined {
    const length = this.#length();
    return length === NULL ? undefined : this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** A bytea, one character a byte. */
  latin1(): string {
    const length = this.#length();
    return this.#bytes.toString("latin1", this.#at - length, this.#at);
  }

  /** Goes past the field. */
  #length(): number {
    const length = this.#bytes.readInt32BE(this.#at);
    this.#at += 4 + Math.max(0, length);
    return length;
  }
}

export async function copyOut(client: pg.Client, query: string): Promise<CopiedFields> {
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(`copy (${query}) to stdout binary`))) chunks.push(chunk as Buffer);
  return new CopiedFields(Buffer.concat(chunks));
}
