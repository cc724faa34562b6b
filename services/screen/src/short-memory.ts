import { graphParams } from "@redflag/domain/graph/graph-params";
import { graphSupportS } from "@redflag/domain/graph/group-finding";
import type { Heuristic } from "@redflag/domain/heuristic";

const DAY_S = 86_400;

/**
 * The catalogue without the rules that look back for months, for tests of retention: it keeps what a rule may still count,
 * and their chains are weeks long.
 */
export function shortMemory({ HEURISTICS }: { HEURISTICS: readonly Heuristic[] }): {
  HEURISTICS: readonly Heuristic[];
} {
  const reachS = (heuristic: Heuristic) => {
    if (heuristic.stage === "head") return 0;
    return heuristic.stage === "graph"
      ? graphSupportS(graphParams.parse({}))
      : heuristic.historyS(heuristic.params.parse({}));
  };
  const isShort = (heuristic: Heuristic) => reachS(heuristic) <= 7 * DAY_S;
  return { HEURISTICS: HEURISTICS.filter(isShort) };
}
