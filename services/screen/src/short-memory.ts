import type { Heuristic } from "@redflag/domain/heuristic";

const DAY_S = 86_400;

/**
 * The catalogue without the rules that look back for months, for tests of retention: it keeps what a rule may still count,
 * and their chains are weeks long.
 */
export function shortMemory({ HEURISTICS }: { HEURISTICS: readonly Heuristic[] }): {
  HEURISTICS: readonly Heuristic[];
} {
  const isShort = (heuristic: Heuristic) =>
    heuristic.stage === "head" ||
    heuristic.stage === "cross-chain" ||
    (heuristic.stage === "depth" && heuristic.historyS(heuristic.params.parse({})) <= 7 * DAY_S);
  return { HEURISTICS: HEURISTICS.filter(isShort) };
}
