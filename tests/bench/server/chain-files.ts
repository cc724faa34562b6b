import { openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { FILES, getManifest } from "../chain/manifest.ts";
import type { ServedChain } from "./served-chain.ts";

/** A chain's answers, cut out of the files as they are: nothing is parsed. Every block is final. */
export class ChainFiles implements ServedChain {
  readonly chainId = ethereum.id;
  readonly firstBlock: number;
  readonly lastBlock: number;
  readonly finalBlock: number;
  readonly #places: Float64Array;
  readonly #logs: number;
  readonly #headers: number;

  constructor(directory: string) {
    const { firstBlock, lastBlock } = getManifest(directory);
    [this.firstBlock, this.lastBlock, this.finalBlock] = [firstBlock, lastBlock, lastBlock];
    const places = readFileSync(join(directory, FILES.places));
    this.#places = new Float64Array(places.buffer.slice(places.byteOffset, places.byteOffset + places.byteLength));
    this.#logs = openSync(join(directory, FILES.logs), "r");
    this.#headers = openSync(join(directory, FILES.headers), "r");
  }

  logs(from: number, to: number): Buffer {
    // Each block's logs end with a comma, so that the next block's can follow: the last one is left out.
    return this.#read(this.#logs, from, to, 0, 1);
  }

  header(number: number): Buffer {
    return this.#read(this.#headers, number, number, 1, 0);
  }

  #read(file: number, from: number, to: number, column: 0 | 1, cut: 0 | 1): Buffer {
    const start = this.#places[2 * (from - this.firstBlock) + column] ?? 0;
    const end = (this.#places[2 * (to - this.firstBlock + 1) + column] ?? 0) - cut;
    const bytes = Buffer.allocUnsafe(end - start);
    readSync(file, bytes, 0, bytes.length, start);
    return bytes;
  }
}
