import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import type { Health } from "./health-mark.tsx";
import { LATE_S } from "./troubles.ts";

export type ChainState = "stopped" | "unfollowed" | "empty" | "gaps" | "behind" | "current";

export const HEALTH_OF: Readonly<Record<ChainState, Health>> = {
  stopped: "bad",
  unfollowed: "bad",
  empty: "watch",
  gaps: "bad",
  behind: "watch",
  current: "good",
};

type Known = Pick<ChainCoverage, "laneStopped" | "followed" | "firstBlock" | "gaps" | "laneLag">;

/** A chain in one word: the worst that is true of it. */
export function chainStateOf({ laneStopped, followed, firstBlock, gaps, laneLag }: Known): ChainState {
  if (laneStopped) return "stopped";
  if (!followed) return "unfollowed";
  if (firstBlock === undefined) return "empty";
  if (gaps.count > 0) return "gaps";
  return (laneLag?.seconds ?? 0) > LATE_S ? "behind" : "current";
}
