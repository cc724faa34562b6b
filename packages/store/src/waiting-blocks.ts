import { listBackfillSpans } from "./backfill.ts";
import type { BlockSpan } from "./block-span.ts";
import { findWatermark, listMissingRanges } from "./coverage-read.ts";
import type { Executor } from "./database.ts";
import { findLane } from "./lane.ts";
import { findTip } from "./tip.ts";

/** Blocks of one chain that wait for a stage. */
export interface WaitingBlocks {
  stage: "read" | "prove" | "screen" | "backfill";
  blocks: number;
}

/** Of a chain without a lane, or that was never looked at, only what a backfill wants; of one without a backfill, nothing of it. */
export async function listWaitingBlocks(db: Executor, chainId: number): Promise<WaitingBlocks[]> {
  const tip = await findTip(db, chainId);
  const lane = await findLane(db, chainId);
  const spans = await listBackfillSpans(db, chainId);
  let backfilled = 0;
  for (const { from, to } of spans) backfilled += blockCount(await listMissingRanges(db, chainId, from, to));
  const backfill: WaitingBlocks[] = spans.length === 0 ? [] : [{ stage: "backfill", blocks: backfilled }];
  if (lane === undefined || tip === undefined) return backfill;
  const above = { from: lane.headPosition + 1, to: tip.head.number };
  const missing = await listMissingRanges(db, chainId, above.from, above.to);
  const contiguousTo = await findWatermark(db, chainId, above.from, above.to);
  return [
    { stage: "read", blocks: blockCount(missing) },
    { stage: "prove", blocks: Math.max(0, Math.min(lane.headPosition, tip.finalizedNumber) - lane.finalPosition) },
    { stage: "screen", blocks: Math.max(0, contiguousTo - lane.headPosition) },
    ...backfill,
  ];
}

function blockCount(spans: readonly BlockSpan[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
