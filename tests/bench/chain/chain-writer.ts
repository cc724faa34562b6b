import { closeSync, fsyncSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Hash } from "@redflag/domain/hex";
import type { BuiltBlock } from "./build-block.ts";
import { FILES } from "./manifest.ts";

/** Where a partition of Ethereum's begins. */
export const FIRST_BLOCK = 20_000_000;
export const PARENT_OF_FIRST: Hash = `0x${"11".repeat(32)}`;

/** Writes what the server of a chain answers with, one block after the other. */
export class ChainWriter {
  readonly #directory: string;
  /** For each block where its logs and its header begin; one more for the end. */
  readonly #places: Float64Array;
  readonly #logs: number;
  readonly #headers: number;
  #count = 0;
  #logsAt = 0;
  #headersAt = 0;

  constructor(directory: string, blockCount: number) {
    this.#directory = directory;
    this.#places = new Float64Array(2 * (blockCount + 1));
    this.#logs = openSync(join(directory, FILES.logs), "w");
    this.#headers = openSync(join(directory, FILES.headers), "w");
  }

  add({ logs, header }: BuiltBlock): void {
    this.#mark();
    this.#logsAt += writeSync(this.#logs, `${logs},`, null, "latin1");
    this.#headersAt += writeSync(this.#headers, header, null, "latin1");
  }

  close(): void {
    this.#mark();
    for (const file of [this.#logs, this.#headers]) {
      // Here, and not while the first contender waits for its own commits.
      fsyncSync(file);
      closeSync(file);
    }
    writeFileSync(join(this.#directory, FILES.places), this.#places);
  }

  #mark(): void {
    this.#places.set([this.#logsAt, this.#headersAt], 2 * this.#count++);
  }
}
