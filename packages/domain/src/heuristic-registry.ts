import type { Heuristic } from "./heuristic.ts";
import { HEURISTIC_FILES } from "./heuristic-files.ts";

/** Every heuristic Redflag has, one file each in `heuristics/`. */
export const HEURISTICS: readonly Heuristic[] = HEURISTIC_FILES.flatMap((file) => Object.values(file));

/** Rules over all lanes: what they say follows from more than one chain, and no lane alone can say it again. */
export const CROSS_CHAIN_RULES: readonly string[] = HEURISTICS.filter(({ stage }) => stage === "cross-chain").map(
  ({ id }) => id,
);
