interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

export interface GatheredWorkOptions {
  /** Items of one batch. */
  batchItemsMax: number;
  /** Batches that may be under way at once: 1 unless told. */
  batchesMax?: number;
}

/** Does together what is asked for at the same time: while as many batches as may be are under way, the next gathers. */
export class GatheredWork<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<Result>;
  readonly #batchItemsMax: number;
  readonly #batchesMax: number;
  #waiting: Array<Waiting<Item, Result>> = [];
  readonly #running = new Set<Promise<void>>();

  constructor(
    work: (items: readonly Item[]) => Promise<Result>,
    { batchItemsMax, batchesMax = 1 }: GatheredWorkOptions,
  ) {
    this.#work = work;
    this.#batchItemsMax = batchItemsMax;
    this.#batchesMax = batchesMax;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  /** Resolves to what came of the batch that it was in, or rejects with what that failed with. */
  add(item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ item, resolve, reject });
    if (this.#running.size < this.#batchesMax) {
      const run = this.#run(() => this.#running.delete(run));
      this.#running.add(run);
    }
    return promise;
  }

  /** Resolves when nothing is under way and nothing waits. */
  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** @param end in the very turn in which nothing waits any more: whoever comes next begins anew */
  async #run(end: () => void): Promise<void> {
    // One turn, so that whoever comes in this one is in the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#batchItemsMax);
      this.#waiting = this.#waiting.slice(batch.length);
      try {
        const result = await this.#work(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve(result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    end();
  }
}
