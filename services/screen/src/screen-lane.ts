import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { findLaneWork } from "@redflag/store/lane-work";
import { placeOldAlerts } from "./place-old-alerts.ts";
import { screenDepth } from "./screen-depth.ts";
import { screenFinal } from "./screen-final.ts";
import { type HeadStep, type ScreenDeps, screenHead } from "./screen-head.ts";

export interface LaneProgress {
  blocks: number;
  transfers: number;
  events: number;
  /** The first and the last block that the head screened. */
  from?: number;
  to?: number;
  /** Why the lane stands still, if it does. */
  stopped?: string;
}

/** The head alone, until it has caught up: what is provisional is said, and what is final waits for `screenLane`. */
export async function screenLaneHead(deps: ScreenDeps, chain: Chain, signal?: AbortSignal): Promise<LaneProgress> {
  const progress: LaneProgress = { blocks: 0, transfers: 0, events: 0 };
  while (signal?.aborted !== true) {
    const work = await findLaneWork(deps.db.kysely, chain.id);
    if (work === undefined || !(work.head || work.isStopped)) break;
    const head = await screenHead(deps, chain);
    if (head.kind === "stopped") return { ...progress, stopped: head.reason };
    if (head.kind !== "advanced") break;
    addHead(progress, head);
  }
  return progress;
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
    const work = await findLaneWork(deps.db.kysely, chain.id);
    if (work === undefined) break;
    if (work.head || work.isStopped) {
      const head = await screenHead(deps, chain);
      if (head.kind === "stopped") return { ...progress, stopped: head.reason };
      if (head.kind === "advanced") {
        addHead(progress, head);
        continue;
      }
    }
    if (work.final && (await screenFinal(deps.db, chain, deps.policyOf(chain))) > 0) continue;
    if (work.depth) {
      const depth = await screenDepth(deps, chain);
      progress.events += depth.events;
      if (depth.blocks > 0) continue;
    }
    if ((await placeOldAlerts(deps.db, chain)) === 0) break;
  }
  return progress;
}

function addHead(progress: LaneProgress, head: Extract<HeadStep, { kind: "advanced" }>): void {
  progress.from ??= head.fromBlock;
  progress.to = head.toBlock;
  progress.blocks += head.toBlock - head.fromBlock + 1;
  progress.transfers += head.transfers;
  progress.events += head.events;
}
