import { setTimeout as delay } from "node:timers/promises";

/** The only way in which a source knows of time, so that a test or a simulator can make it pass. */
export interface Clock {
  /** Milliseconds since 1970 that never go back. */
  now(): number;
  /** @throws the signal's reason as soon as it aborts */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(delayMs, signal) {
    try {
      await delay(delayMs, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
