import { EDGES_OF_ADDRESS_MAX } from "./pair-links.ts";
import { betaBinomialSurprise } from "./surprise.ts";

/** The share of newcomers is taken for no less. */
export const NEWCOMERS_MIN = 0.001;
/** Newcomers that the going rate weighs. Ours [E]. */
const PRIOR_NEWCOMERS = 4;
/** Steps in which the going rate is rounded down for a bound. */
const STEPS = 256;
const COUNTS = EDGES_OF_ADDRESS_MAX + 1;

/** How far so many newcomers among so many are above their share. */
export function newcomersAt(share: number, newcomers: number, count: number): number {
  return betaBinomialSurprise(newcomers, count, PRIOR_NEWCOMERS * share, PRIOR_NEWCOMERS * (1 - share));
}

/**
 * What `newcomersAt` is at most. The fewer newcomers there are, the more surprising are as many of them: what it is at a
 * share that is a little lower is a bound for all payments until the share has moved on, and is computed once for them.
 */
export class NewcomerBounds {
  #step = -1;
  readonly #most = new Float64Array(COUNTS * COUNTS);

  /** @param share the going one */
  moveTo(share: number): this {
    const step = Math.floor(share * STEPS);
    if (step === this.#step) return this;
    this.#step = step;
    this.#most.fill(-1);
    return this;
  }

  /** @param count no more than are kept of one address */
  mostOf(newcomers: number, count: number): number {
    const at = newcomers * COUNTS + count;
    const known = this.#most[at] as number;
    if (known >= 0) return known;
    const most = newcomersAt(Math.max(this.#step / STEPS, NEWCOMERS_MIN), newcomers, count);
    this.#most[at] = most;
    return most;
  }
}
