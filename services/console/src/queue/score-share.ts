/** Hundredths of a decade: from the weakest single finding to a severe alert of thousands. */
const LEAST = 100;
const MOST = 800;

/** How much of the bar a score fills. */
export function scoreShare(score: number): number {
  return Math.min(1, Math.max(0.04, (score - LEAST) / (MOST - LEAST)));
}
