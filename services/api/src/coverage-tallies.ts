import { type CoverageTally, findCoverageTally } from "@redflag/store/coverage-tally";
import type { Executor } from "@redflag/store/database";

const FRESH_MS = 10_000;

/** Sums over all rows of coverage, as of ten seconds ago at most: however many look, each chain is gone through once. */
export class CoverageTallies {
  readonly #known = new Map<number, { tally: Promise<CoverageTally | undefined>; until: number }>();

  of(db: Executor, chainId: number): Promise<CoverageTally | undefined> {
    const now = performance.now();
    const held = this.#known.get(chainId);
    if (held !== undefined && now < held.until) return held.tally;
    const tally = findCoverageTally(db, chainId);
    const known = { tally, until: now + FRESH_MS };
    this.#known.set(chainId, known);
    tally.catch(() => {
      if (this.#known.get(chainId) === known) this.#known.delete(chainId);
    });
    return tally;
  }
}
