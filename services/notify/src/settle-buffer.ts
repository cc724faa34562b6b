import { Problem } from "@redflag/domain/problem";
import type { Database } from "@redflag/store/database";
import type { Health } from "./health.ts";
import { type Tried, writeTried } from "./write-tried.ts";

const SETTLED_AT_ONCE_MAX = 100;

export interface SettleBufferOptions {
  db: Database;
  /** Some subscriptions are sent nothing any more. */
  onStopped: (stopped: Health["stopping"]) => void;
  /** What could not be written down: the claims run out, and then it is sent again under the same ids. */
  onFailure: (problem: Problem, count: number) => void;
}

/** Writes attempts down, together what ends while others are being written: attempts and their deliveries in one transaction. */
export class SettleBuffer {
  readonly #options: SettleBufferOptions;
  #waiting: Array<{ tried: Tried; done: () => void }> = [];
  #isWriting = false;

  constructor(options: SettleBufferOptions) {
    this.#options = options;
  }

  /** Resolves once it is written, or has been given up. */
  settle(tried: Tried): Promise<void> {
    const { promise, resolve: done } = Promise.withResolvers<void>();
    this.#waiting.push({ tried, done });
    if (!this.#isWriting) void this.#write();
    return promise;
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, SETTLED_AT_ONCE_MAX);
      await this.#writeBatch(batch.map(({ tried }) => tried));
      for (const { done } of batch) done();
    }
    this.#isWriting = false;
  }

  async #writeBatch(batch: readonly Tried[]): Promise<void> {
    const { db, onStopped, onFailure } = this.#options;
    try {
      const stopped = await writeTried(db, batch);
      if (stopped.length > 0) onStopped(stopped);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      onFailure(error, batch.length);
    }
  }
}
