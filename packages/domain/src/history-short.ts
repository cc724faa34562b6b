import type { DepthHeuristic, GraphHeuristic } from "./heuristic.ts";
import type { Withholding } from "./judge-depth.ts";

const WORDS = new WeakMap<DepthHeuristic | GraphHeuristic, Withholding>();

/**
 * What a rule says where the past is too short for it. One object for each rule: a young lane hears it from nearly every rule on
 * nearly every payment.
 */
export function historyShortOf(heuristic: DepthHeuristic | GraphHeuristic): Withholding {
  const known = WORDS.get(heuristic);
  if (known !== undefined) return known;
  const { id, version } = heuristic;
  const word: Withholding = Object.freeze({ heuristic: id, heuristicVersion: version, cause: "history_short" });
  WORDS.set(heuristic, word);
  return word;
}
