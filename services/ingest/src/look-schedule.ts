/** How often the head of a chain is looked at. */
export interface Pace {
  /** From the start of one look to the start of the next. */
  pollMs: number;
  /** The same when somebody wakes it: however often that is, looks are no closer than this. */
  gapMs: number;
}

const POLL_MS = 250;
const GAP_MS = 50;

/**
 * The pace that the endpoint asked first allows. A look is one request; half of what the endpoint allows is left for
 * reading and proving.
 */
export function paceOf(requestsPerSecondMax: number | undefined): Pace {
  const lookMs = requestsPerSecondMax === undefined ? 0 : 2_000 / requestsPerSecondMax;
  return { pollMs: Math.max(POLL_MS, lookMs), gapMs: Math.max(GAP_MS, lookMs) };
}

/** When to look next, for one who does so again and again: never two looks at once. */
export class LookSchedule {
  readonly #pace: Pace;
  #begunAtMs = Number.NEGATIVE_INFINITY;
  #isWoken = false;
  #stir: () => void = () => {};

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** A look begins: what was told before, it will see. */
  begin(): void {
    this.#begunAtMs = performance.now();
    this.#isWoken = false;
  }

  /** There may be something to see. */
  wake(): void {
    this.#isWoken = true;
    this.#stir();
  }

  /** Resolves when the next look is due, or the signal aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    await this.#sleepUntil(this.#begunAtMs + this.#pace.gapMs, signal);
    if (!this.#isWoken) await this.#sleepUntil(this.#begunAtMs + this.#pace.pollMs, signal, true);
  }

  async #sleepUntil(atMs: number, signal: AbortSignal, isWakeable = false): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, Math.max(0, atMs - performance.now()));
    const end = () => resolve();
    signal.addEventListener("abort", end, { once: true });
    if (isWakeable) this.#stir = resolve;
    await promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    this.#stir = () => {};
  }
}
