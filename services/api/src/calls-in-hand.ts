/**
 * Calls that are being worked on. Of one whose caller has gone the server knows nothing any more, and its database must
 * still be there until it has ended.
 */
export class CallsInHand {
  #count = 0;
  #onNone: (() => void) | undefined;

  async take<T>(work: () => Promise<T>): Promise<T> {
    this.#count++;
    try {
      return await work();
    } finally {
      this.#count--;
      if (this.#count === 0) this.#onNone?.();
    }
  }

  /** Resolves when none is left. */
  async ended(): Promise<void> {
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      this.#onNone = resolve;
    });
  }
}
