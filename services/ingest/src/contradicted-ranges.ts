import { Problem, type ProblemCode } from "@redflag/domain/problem";

/** Answers that were checked and found wrong, that another endpoint contradicts, or that prove nothing: asking at once gives the same. */
const CONTRADICTIONS: ReadonlySet<ProblemCode> = new Set([
  "answer_incomplete",
  "answer_inconsistent",
  "proof_unavailable",
]);

const DELAY_MS_MIN = 2_000;
const DELAY_MS_MAX = 60_000;
/** Beyond it the one that was contradicted longest ago is forgotten, and so asked for at once. */
const RANGES_MAX = 1_000;

/**
 * Keeps sweeps from asking for the same contradicted answers every time. The first contradiction costs nothing, since most
 * are of the moment (a reorg between two answers); from the second on the range rests, twice as long each time up to a
 * minute. Kept in memory: a restart asks again, which an operator who has added an endpoint wants.
 */
export class ContradictedRanges {
  readonly #waits = new Map<string, { delayMs: number; untilMs: number }>();

  /** Does the step unless its range rests. Throws what the step throws. */
  async attempt(key: string, step: () => Promise<void>, now: () => number = Date.now): Promise<void> {
    const wait = this.#waits.get(key);
    if (wait !== undefined && now() < wait.untilMs) return;
    try {
      await step();
    } catch (error) {
      if (error instanceof Problem && CONTRADICTIONS.has(error.code)) this.#rest(key, wait?.delayMs, now());
      throw error;
    }
    this.#waits.delete(key);
  }

  #rest(key: string, lastMs: number | undefined, nowMs: number): void {
    const delayMs = lastMs === undefined ? 0 : Math.min(DELAY_MS_MAX, Math.max(DELAY_MS_MIN, 2 * lastMs));
    this.#waits.delete(key);
    this.#waits.set(key, { delayMs, untilMs: nowMs + delayMs });
    const [oldest] = this.#waits.keys();
    if (this.#waits.size > RANGES_MAX && oldest !== undefined) this.#waits.delete(oldest);
  }
}
