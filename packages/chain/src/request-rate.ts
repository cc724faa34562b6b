/** A refused endpoint is asked at least this often once it has rested: one request in five seconds. */
const PER_SECOND_MIN = 0.2;
const RECOVERY_STEP_MS = 10_000;
const RECOVERY_FACTOR = 1.1;
/** Grown back so far, a learned rate says no more than that the refusal was of another time. */
const FORGOTTEN_FACTOR = 16;
/** Several refusals of requests that were under way together are one. */
const SAME_REFUSAL_MS = 1_000;
const RECENT_MS = 1_000;
const RECENT_MAX = 1_000;

/** How many requests a second one endpoint is sent: what the operator allows, and less after it refused. */
export class RequestRate {
  readonly #perSecondMax: number;
  #learned: { perSecond: number; atMs: number } | undefined;
  #nextAtMs = 0;
  /** Times of the last second's requests. */
  readonly #recent: number[] = [];

  /** @param perSecondMax the operator's bound; unbounded without */
  constructor(perSecondMax = Number.POSITIVE_INFINITY) {
    this.#perSecondMax = perSecondMax;
  }

  /** Requests a second allowed at this moment; infinite where nothing bounds them. */
  perSecond(nowMs: number): number {
    const learned = this.#learned;
    if (learned === undefined) return this.#perSecondMax;
    const grown = RECOVERY_FACTOR ** Math.floor(Math.max(0, nowMs - learned.atMs) / RECOVERY_STEP_MS);
    if (grown < FORGOTTEN_FACTOR) return Math.min(this.#perSecondMax, learned.perSecond * grown);
    this.#learned = undefined;
    return this.#perSecondMax;
  }

  /** Milliseconds until the next request may be sent. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#nextAtMs - nowMs);
  }

  /** Takes the next place in the row and says in how many milliseconds it comes. */
  reserve(nowMs: number): number {
    const waitMs = this.waitMs(nowMs);
    this.#nextAtMs = nowMs + waitMs + 1_000 / this.perSecond(nowMs);
    this.#recent.push(nowMs + waitMs);
    if (this.#recent.length > RECENT_MAX) this.#recent.shift();
    return waitMs;
  }

  /** The endpoint said that it was asked too often. */
  slowDown(nowMs: number): void {
    if (this.#learned !== undefined && nowMs - this.#learned.atMs < SAME_REFUSAL_MS) return;
    const sent = this.#recent.filter((atMs) => atMs > nowMs - RECENT_MS && atMs <= nowMs).length;
    const refused = Math.min(this.perSecond(nowMs), Math.max(1, sent));
    this.#learned = { perSecond: Math.max(PER_SECOND_MIN, refused / 2), atMs: nowMs };
  }
}
