import type { Hash } from "@redflag/domain/hex";
import type { Random } from "./random.ts";
import { buildBlock, hashText, type WorldBlock } from "./world-block.ts";
import { makeTransaction, type WorldTransaction } from "./world-traffic.ts";

const GENESIS_TIME = 1_700_000_000;
const DAY_S = 86_400;
const PACES = {
  minutes: { soon: 70, later: 12, day: 13, days: 5, season: 0 },
  // Seasons, because retention keeps what a rule that looks back for months may still count.
  days: { soon: 35, later: 15, day: 25, days: 25, season: 10 },
};

/** A chain and all it ever was: blocks are never changed, a reorg makes others. Index is block number. */
export class World {
  /** What each moment's canonical chain was, oldest first; the last is what it is. */
  readonly moments: Array<readonly WorldBlock[]> = [];
  reorgs = 0;
  readonly #random: Random;
  readonly #seed: string;
  readonly #pace: (typeof PACES)[keyof typeof PACES];
  /** Taken out by a reorg and not back yet; some come back when nobody expects it. */
  #limbo: WorldTransaction[] = [];
  #transactionCount = 0;
  #branch = 0;

  /** @param pace days go by in a few blocks, or in many */
  constructor(random: Random, seed: string, pace: keyof typeof PACES = "minutes") {
    this.#random = random;
    this.#pace = PACES[pace];
    this.#seed = seed;
  }

  get canonical(): readonly WorldBlock[] {
    return this.moments.at(-1) ?? [];
  }

  get head(): WorldBlock {
    return this.canonical.at(-1) as WorldBlock;
  }

  /** The branch that the last reorg left behind; undefined before the first. */
  get abandoned(): readonly WorldBlock[] | undefined {
    const isLeft = (moment: readonly WorldBlock[]) => this.canonical[moment.length - 1]?.hash !== moment.at(-1)?.hash;
    return this.moments.findLast(isLeft);
  }

  async mine(count: number): Promise<void> {
    const blocks = [...this.canonical];
    for (let i = 0; i < count; i++) blocks.push(await this.#nextBlock(blocks, this.#freshTransactions()));
    this.moments.push(blocks);
  }

  /**
   * Replaces the last `depth` blocks by `depth + extra` others. Each transaction among them comes back at its place or at
   * another, or is lost: for good, or until some later block.
   */
  async reorg(depth: number, extra: number): Promise<void> {
    const random = this.#random;
    const blocks = this.canonical.slice(0, this.canonical.length - depth);
    const removed = this.canonical.slice(this.canonical.length - depth);
    const queues = Array.from({ length: depth + extra }, (): WorldTransaction[] => []);
    for (const [i, { transactions }] of removed.entries()) {
      for (const transaction of transactions) {
        const fate = random.weigh({ kept: 50, moved: 32, lost: 18 });
        const place = fate === "moved" ? random.between(0, queues.length - 1) : i;
        if (fate === "lost") this.#limbo.push(transaction);
        else queues[place]?.push(transaction);
      }
    }
    this.#branch++;
    this.reorgs++;
    for (const queue of queues) {
      const fresh = random.chance(40) ? this.#freshTransactions() : [];
      const together = random.chance(60) ? [...queue, ...fresh] : random.shuffle([...queue, ...fresh]);
      blocks.push(await this.#nextBlock(blocks, together));
    }
    this.moments.push(blocks);
  }

  #freshTransactions(): WorldTransaction[] {
    const count = Number(this.#random.weigh({ 0: 30, 1: 35, 2: 25, 3: 10 }));
    const returned = this.#limbo.filter(() => this.#random.chance(15));
    this.#limbo = this.#limbo.filter((transaction) => !returned.includes(transaction));
    const fresh = Array.from({ length: count }, () => {
      const hash = hashText(`${this.#seed} transaction ${this.#transactionCount++}`);
      return makeTransaction(this.#random, hash);
    });
    return [...returned, ...fresh];
  }

  async #nextBlock(below: readonly WorldBlock[], transactions: readonly WorldTransaction[]): Promise<WorldBlock> {
    const parent = below.at(-1);
    const parentHash: Hash = parent?.hash ?? `0x${"0".repeat(64)}`;
    const time = (parent?.time ?? GENESIS_TIME) + this.#secondsToNext();
    const salt = `${this.#seed} branch ${this.#branch}`;
    return buildBlock({ number: below.length, parentHash, time, transactions, salt });
  }

  /** Sometimes a day, to the second and one beside it: where an episode ends. */
  #secondsToNext(): number {
    const random = this.#random;
    switch (random.weigh(this.#pace)) {
      case "soon":
        return random.between(1, 30);
      case "later":
        return random.between(3_600, 40_000);
      case "day":
        return random.pick([DAY_S - 1, DAY_S, DAY_S + 1]);
      case "days":
        return random.between(DAY_S, 3 * DAY_S);
      case "season":
        return random.between(95 * DAY_S, 110 * DAY_S);
    }
  }
}
