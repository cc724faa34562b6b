import type { Heuristic } from "./heuristic.ts";
import type { WithholdingCause } from "./withholding-cause.ts";

/** How often a rule could not be judged, and why. */
export interface WithheldCount {
  heuristic: string;
  heuristicVersion: number;
  cause: WithholdingCause;
  count: number;
}

/**
 * What rules withheld over a stretch, counted as it is withheld: a young lane hears it from nearly every rule on nearly every
 * payment, millions of times.
 */
export class WithheldCounts implements Iterable<WithheldCount> {
  readonly #byCause: Record<WithholdingCause, Map<Heuristic, WithheldCount>> = {
    history_short: new Map(),
    rate_missing: new Map(),
  };

  add(heuristic: Heuristic, cause: WithholdingCause, count = 1): void {
    const counts = this.#byCause[cause];
    const known = counts.get(heuristic);
    if (known !== undefined) known.count += count;
    else counts.set(heuristic, { heuristic: heuristic.id, heuristicVersion: heuristic.version, cause, count });
  }

  *[Symbol.iterator](): Generator<WithheldCount> {
    for (const counts of Object.values(this.#byCause)) yield* counts.values();
  }
}
