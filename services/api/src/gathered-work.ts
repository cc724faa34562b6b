interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

/** Does at once what is asked for at the same time: while one batch is under way, the next gathers. */
export class GatheredWork<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<Result>;
  readonly #itemsMax: number;
  #waiting: Array<Waiting<Item, Result>> = [];
  #running: Promise<void> | undefined;

  /** @param itemsMax of one batch */
  constructor(work: (items: readonly Item[]) => Promise<Result>, itemsMax: number) {
    this.#work = work;
    this.#itemsMax = itemsMax;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  get isIdle(): boolean {
    return this.#running === undefined;
  }

  /** Resolves to what came of the batch that it was in, or rejects with what that failed with. */
  add(item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ item, resolve, reject });
    this.#running ??= this.#run();
    return promise;
  }

  /** Resolves when nothing is under way and nothing waits. */
  async ended(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // One turn, so that whoever comes in this one is in the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#itemsMax);
      this.#waiting = this.#waiting.slice(batch.length);
      try {
        const result = await this.#work(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve(result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = undefined;
  }
}
