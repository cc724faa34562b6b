import type { Heuristic } from "./heuristic.ts";
import { HEURISTIC_FILES } from "./heuristic-files.ts";

/** Every heuristic Redflag has, one file each in `heuristics/`. */
export const HEURISTICS: readonly Heuristic[] = HEURISTIC_FILES.flatMap((file) => Object.values(file));
