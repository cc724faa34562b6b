import type { Alert } from "./alert.ts";
import type { Exposure } from "./heuristic.ts";
import { scoreAlert } from "./score.ts";

/**
 * What exposure adds to the rank of an alert: who is listed goes before who had money of them, and that before a pattern
 * alone. Less than half a step of severity. Ours [E].
 */
const EXPOSURE_RANK: Record<Exposure, number> = { DIRECT: 40, INDIRECT: 20, BEHAVIORAL: 0 };

/** What the first doubling of an alert's findings adds; the nth adds an nth of it. Ours [E]. */
const DOUBLING_RANK = 30;

/**
 * An alert's place among all: its strongest finding's score, its exposure, and a little for the number of its findings.
 * That part grows ever more slowly, so that a pattern which goes on for years does not pass a listed party: a thousand
 * findings add 86 and two billion 111, where 100 lie between one severity and the next. Beside the score, which is content.
 */
export function rankAlert({
  score,
  exposure,
  evidenceCount,
}: Pick<Alert, "score" | "exposure" | "evidenceCount">): number {
  return score - scoreAlert(0, evidenceCount) + EXPOSURE_RANK[exposure] + repetitionRank(evidenceCount);
}

/** Integers throughout, so that it is the same everywhere. */
function repetitionRank(evidenceCount: number): number {
  let rank = 0;
  for (let n = 31 - Math.clz32(evidenceCount); n > 0; n--) rank += Math.floor(DOUBLING_RANK / n);
  return rank;
}

/** What the second and the third rule add to the strongest: a tenth of their own, and never nothing. Ours [E]. */
const FURTHER_RULE_DIVISOR = 10;
const FURTHER_RULES = 2;

/**
 * The place of findings that describe one scheme: that of the strongest, and a part of the next two of other rules.
 * @param ranks the strongest of each rule, in any order; at least one
 */
export function rankGroup(ranks: readonly number[]): number {
  const [strongest = 0, ...others] = ranks.toSorted((a, b) => b - a);
  const further = others.slice(0, FURTHER_RULES).map((rank) => Math.max(1, Math.floor(rank / FURTHER_RULE_DIVISOR)));
  return further.reduce((sum, part) => sum + part, strongest);
}
