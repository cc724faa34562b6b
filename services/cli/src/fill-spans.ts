import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import { type BackfillState, getBackfillState } from "@redflag/ingest/backfill-state";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { tolerate } from "@redflag/ingest/ingest-service";
import { countBlocks } from "@redflag/ingest/span";
import { workBackfills } from "@redflag/ingest/work-backfills";
import { FailureLog } from "@redflag/runtime/failure-log";
import type { Queue } from "@redflag/runtime/queue";
import type { BlockSpan } from "@redflag/store/block-span";
import { findLane } from "@redflag/store/lane";
import { createProgress } from "./progress.ts";

const POLL_MS = 500;

/**
 * Works on a chain's backfills until these stretches are stored and indexed, by whomever, and shows how far they are.
 * Endpoints, queue and database may fail meanwhile: that is told, and it goes on when they are back.
 * @returns blocks that were missing when it began
 * @throws Problem `lane_stopped`; the signal's reason
 */
export async function fillSpans(
  deps: IngestDeps,
  spans: readonly BlockSpan[],
  openQueue: (chain: string) => Promise<Queue>,
  signal: AbortSignal,
): Promise<number> {
  const { db, chain, policy, logger } = deps;
  const failures = new FailureLog(logger);
  const inspect = () => Promise.all(spans.map((span) => getBackfillState(db.kysely, chain, policy, span)));
  let states = await inspect();
  const [total, missingAtFirst] = [countBlocks(spans), countMissing(states)];
  const progress = createProgress("backfilling", total, total - missingAtFirst);
  const done = new AbortController();
  const working = workBackfills(deps, openQueue, failures, AbortSignal.any([signal, done.signal]));
  try {
    while (states.some(({ missing, unindexed }) => missing.length > 0 || unindexed.length > 0)) {
      await Promise.race([sleep(POLL_MS, undefined, { signal }), working]);
      let stopped: string | undefined;
      await tolerate(deps, failures, signal, "watch", async () => {
        states = await inspect();
        stopped = (await findLane(db.kysely, chain.id))?.stopped?.reason;
      });
      if (stopped !== undefined) throw new Problem("lane_stopped", `${chain.name}: ${stopped}`);
      progress.update(total - countMissing(states));
    }
  } finally {
    progress.stop();
    done.abort();
    await working;
  }
  return missingAtFirst;
}

function countMissing(states: readonly BackfillState[]): number {
  return states.reduce((sum, { missing }) => sum + countBlocks(missing), 0);
}
