import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { placeOldAlerts } from "./place-old-alerts.ts";
import { screenDepth } from "./screen-depth.ts";
import { screenFinal } from "./screen-final.ts";
import { type ScreenDeps, screenHead } from "./screen-head.ts";

export interface LaneProgress {
  blocks: number;
  transfers: number;
  events: number;
  /** Why the lane stands still, if it does. */
  stopped?: string;
}

/**
 * Runs the lane until there is nothing more to do: the head first, because an alert must not wait for bookkeeping.
 * @param signal stops between steps; every step is a commit
 */
export async function screenLane(
  deps: ScreenDeps & { policyOf: (chain: Chain) => VerifyPolicy },
  chain: Chain,
  signal?: AbortSignal,
): Promise<LaneProgress> {
  const progress: LaneProgress = { blocks: 0, transfers: 0, events: 0 };
  while (signal?.aborted !== true) {
    const head = await screenHead(deps, chain);
    if (head.kind === "stopped") return { ...progress, stopped: head.reason };
    if (head.kind === "advanced") {
      progress.blocks += head.toBlock - head.fromBlock + 1;
      progress.transfers += head.transfers;
      progress.events += head.events;
      continue;
    }
    const finalized = await screenFinal(deps.db, chain, deps.policyOf(chain));
    if (finalized > 0) continue;
    const depth = await screenDepth(deps, chain);
    progress.events += depth.events;
    if (depth.blocks === 0 && (await placeOldAlerts(deps.db, chain)) === 0) break;
  }
  return progress;
}
