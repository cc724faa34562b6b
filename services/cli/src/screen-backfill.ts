import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { InputCache } from "@redflag/screen/input-cache";
import { type RescreenReport, rescreenLane } from "@redflag/screen/rescreen-lane";
import { screenLane } from "@redflag/screen/screen-lane";
import { findEarliestBackfill } from "@redflag/store/backfill";
import type { BlockSpan } from "@redflag/store/block-span";
import { findWatermark } from "@redflag/store/coverage-read";
import { listCoverageRuns } from "@redflag/store/coverage-runs";
import type { Database } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { createProgress } from "./progress.ts";
import { type UnscreenedPart, unscreenedParts } from "./unscreened-parts.ts";

export type ScreenOutcome =
  /** The lane reads these blocks as it reads any. */
  | { kind: "in the lane" }
  | { kind: "screened again"; report: RescreenReport }
  | ({ kind: "unscreened" } & UnscreenedPart);

const RUNS_MAX = 1_000;

/**
 * Brings stored blocks under screening: those before the lane's start by screening its past again from the lowest
 * backfilled block that reaches up to it without a gap, the others by letting the lane go on.
 * @throws Problem `lane_missing`, `lane_stopped`, and as the store does
 */
export async function screenBackfill(
  db: Database,
  inputs: InputCache,
  chain: Chain,
  policy: VerifyPolicy,
  span: BlockSpan,
  signal: AbortSignal,
): Promise<ScreenOutcome> {
  const lane = await findLane(db.kysely, chain.id);
  if (lane === undefined) throw new Problem("lane_missing", chain.name);
  if (span.from >= lane.startBlock) {
    const { stopped } = await screenLane({ db, inputs, policyOf: () => policy }, chain, signal);
    if (stopped !== undefined) throw new Problem("lane_stopped", `${chain.name}: ${stopped}`);
    signal.throwIfAborted();
    const after = (await findLane(db.kysely, chain.id)) ?? lane;
    const [unscreened] = unscreenedParts(after, span.from, span.to);
    return unscreened === undefined ? { kind: "in the lane" } : { kind: "unscreened", ...unscreened };
  }
  const last = lane.startBlock - 1;
  const unscreened = { kind: "unscreened" as const, from: span.from, to: Math.min(span.to, last) };
  const covered = await findWatermark(db.kysely, chain.id, span.from, last);
  if (covered < last) {
    const gap = `--from ${covered + 1} --to ${last}`;
    return {
      ...unscreened,
      reason: `screening begins at block ${lane.startBlock}, and block ${covered + 1} is not in the ledger`,
      remedy: `run redflag backfill --chain ${chain.name} ${gap}`,
    };
  }
  const startBlock = await findStart(db, chain, { from: span.from, to: last });
  const progress = createProgress("screening again", lane.headPosition - startBlock + 1);
  try {
    const report = await rescreenLane(db, inputs, chain, { startBlock, policy }, (blocks) => progress.update(blocks));
    return { kind: "screened again", report };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "past_unchecked") throw error;
    return {
      ...unscreened,
      reason: error.detail,
      remedy: `run redflag backfill --chain ${chain.name} --from ${span.from} --to ${span.to}, once that is mended`,
    };
  } finally {
    progress.stop();
  }
}

/** An older backfill may have waited for this one to close the gap. */
async function findStart(db: Database, chain: Chain, { from, to }: BlockSpan): Promise<number> {
  const runs = await listCoverageRuns(db.kysely, chain.id, RUNS_MAX);
  const run = runs.find((each) => each.from <= from && each.to >= to);
  const earliest = run && (await findEarliestBackfill(db.kysely, chain.id, run));
  return Math.min(from, earliest ?? from);
}
