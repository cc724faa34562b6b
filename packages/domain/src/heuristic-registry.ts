import type { Heuristic } from "./heuristic.ts";
import { watchlistHit } from "./heuristics/watchlist-hit.ts";

/** Every heuristic Redflag has. A test holds this list against the files in `heuristics/`. */
export const HEURISTICS: readonly Heuristic[] = [watchlistHit as Heuristic];
