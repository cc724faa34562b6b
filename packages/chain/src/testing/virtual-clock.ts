import type { Clock } from "../clock.ts";

export interface VirtualClock extends Clock {
  /** What was slept, in order. */
  readonly slept: number[];
  pass(delayMs: number): void;
}

/** Time that passes only when somebody sleeps or the test says so. */
export function createVirtualClock(): VirtualClock {
  let nowMs = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => nowMs,
    async sleep(delayMs, signal) {
      signal?.throwIfAborted();
      slept.push(delayMs);
      nowMs += delayMs;
    },
    pass(delayMs) {
      nowMs += delayMs;
    },
  };
}
