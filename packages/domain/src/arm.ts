import type { DepositParams } from "./deposit-address.ts";
import { armHeuristics, armShadow, type EpochInputs } from "./epoch.ts";
import type { ExposureParams } from "./exposure/exposure-params.ts";
import type { GraphInputs } from "./graph/graph-params.ts";
import type { Armed, CrossChainHeuristic, DepthHeuristic, HeadHeuristic } from "./heuristic.ts";
import { Problem } from "./problem.ts";

/** An epoch's heuristics by the place where they judge. */
export interface ArmedByStage {
  head: Array<Armed<HeadHeuristic>>;
  depth: Array<Armed<DepthHeuristic>>;
  /** Tried at depth beside those. */
  shadow: Array<Armed<DepthHeuristic>>;
  crossChain: Array<Armed<CrossChainHeuristic>>;
  /** Of the detector of deposit addresses; absent where the epoch has none. */
  deposit?: DepositParams;
  /** What the epoch has the fold take down. */
  layout: number;
  /** How money of listed addresses is followed; absent where the epoch has none. */
  exposure?: ExposureParams;
  /** Rules about new pairs, and how these are rated; absent where the epoch has none. */
  graph?: GraphInputs;
}

/** @throws Problem `heuristic_missing` when this program lacks a rule or version that the epoch names: it cannot replay it */
export function armOrThrow(inputs: EpochInputs): ArmedByStage {
  const { armed, missing, graph, ...besides } = armHeuristics(inputs);
  if (missing.length > 0) throw new Problem("heuristic_missing", missing.join(", "));
  const rules: Array<GraphInputs["rules"][number]> = [];
  const byStage: ArmedByStage = {
    head: [],
    depth: [],
    crossChain: [],
    shadow: [],
    ...besides,
    ...(graph && { graph: { rules, params: graph } }),
  };
  for (const { heuristic, params } of armed) {
    if (heuristic.stage === "head") byStage.head.push({ heuristic, params });
    else if (heuristic.stage === "depth") byStage.depth.push({ heuristic, params });
    else if (heuristic.stage === "graph") rules.push({ heuristic, params });
    else byStage.crossChain.push({ heuristic, params });
  }
  for (const { heuristic, params } of armShadow(inputs)) {
    if (heuristic.stage === "depth") byStage.shadow.push({ heuristic, params });
  }
  return byStage;
}
