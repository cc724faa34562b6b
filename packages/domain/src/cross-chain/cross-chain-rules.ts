import { HEURISTICS } from "../heuristic-registry.ts";

/** Rules over all lanes: what they say follows from more than one chain, and no lane alone can say it again. */
export const CROSS_CHAIN_RULES: readonly string[] = HEURISTICS.filter(({ stage }) => stage === "cross-chain").map(
  ({ id }) => id,
);
