import type { ServedChain } from "../server/served-chain.ts";
import type { LiveBlock } from "./live-block.ts";

/** How far behind the head blocks are called final: sooner than on most chains, so that both ends of a lane have work. */
const FINAL_AFTER_MS = 15_000;
const COMMA = Buffer.from(",");

/** A chain whose blocks can be seen one after the other, from a moment that is told. */
export class TimedChain implements ServedChain {
  readonly chainId: number;
  readonly firstBlock: number;
  readonly #blocks: readonly LiveBlock[];
  readonly #numbers: ReadonlyMap<string, number>;
  #beginAtMs = Number.POSITIVE_INFINITY;

  /** @param blocks at least one, ascending */
  constructor(chainId: number, blocks: readonly LiveBlock[]) {
    this.chainId = chainId;
    this.firstBlock = blocks[0]?.number ?? 0;
    this.#blocks = blocks;
    this.#numbers = new Map(blocks.map(({ hash, number }) => [hash, number]));
  }

  /** @param atMs as `Date.now` counts; before it, the first block alone can be seen */
  begin(atMs: number): void {
    this.#beginAtMs = atMs;
  }

  get lastBlock(): number {
    return this.#lastSeenAt(Date.now());
  }

  get finalBlock(): number {
    return this.#lastSeenAt(Date.now() - FINAL_AFTER_MS);
  }

  numberOf(hash: string): number | undefined {
    return this.#numbers.get(hash);
  }

  header(number: number): Buffer {
    return this.#at(number).header;
  }

  receipts(number: number): Buffer | undefined {
    return this.#at(number).receipts;
  }

  logs(from: number, to: number): Buffer {
    const pieces: Buffer[] = [];
    for (let number = from; number <= to; number++) {
      const { logs } = this.#at(number);
      if (logs.length > 0) pieces.push(COMMA, logs);
    }
    return Buffer.concat(pieces.slice(1));
  }

  #at(number: number): LiveBlock {
    const block = this.#blocks[number - this.firstBlock];
    if (block === undefined) throw new RangeError(`no block ${number}`);
    return block;
  }

  #lastSeenAt(nowMs: number): number {
    const sinceMs = nowMs - this.#beginAtMs;
    let [low, high] = [0, this.#blocks.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#blocks[middle]?.atMs ?? 0) <= sinceMs) low = middle;
      else high = middle - 1;
    }
    return this.firstBlock + low;
  }
}
