import { Problem } from "@redflag/domain/problem";

export interface RepeatedLookOptions {
  look: () => Promise<void>;
  everyMs: number;
  /** Told once until it succeeds again. */
  onFailure: (problem: Problem) => void;
}

/** Looks again and again, never twice at once: after a while, or at once when it is woken. */
export class RepeatedLook {
  readonly #options: RepeatedLookOptions;
  readonly #ended: Promise<void>;
  #isClosed = false;
  /** Woken while it looked: what came may have been missed. */
  #isDue = false;
  #wake: (() => void) | undefined;

  constructor(options: RepeatedLookOptions) {
    this.#options = options;
    // In a turn of its own: whoever makes it may not be whole yet.
    this.#ended = Promise.resolve().then(() => this.#run());
  }

  wake(): void {
    this.#isDue = true;
    this.#wake?.();
  }

  /** Waits for the look that is under way. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.wake();
    return this.#ended;
  }

  async #run(): Promise<void> {
    const { look, onFailure } = this.#options;
    let isFailing = false;
    while (!this.#isClosed) {
      this.#isDue = false;
      try {
        await look();
        isFailing = false;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (!isFailing) onFailure(error);
        isFailing = true;
        // Whatever wakes it does not make it ask a database that is down without a pause.
        this.#isDue = false;
      }
      if (!this.#isDue) await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#options.everyMs);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }
}
