/** Whoever waits goes on when it is struck, also when it was struck just before. */
export class Bell {
  #isStruck = false;
  #ring: (() => void) | undefined;

  strike(): void {
    this.#isStruck = true;
    this.#ring?.();
  }

  /** For one at a time; after `withinMs` at the latest. */
  async heard(withinMs: number): Promise<void> {
    if (!this.#isStruck) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, withinMs);
      this.#ring = resolve;
      await promise;
      clearTimeout(timer);
      this.#ring = undefined;
    }
    this.#isStruck = false;
  }
}
