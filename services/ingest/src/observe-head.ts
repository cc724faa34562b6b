import { findWatermark } from "@redflag/store/coverage-read";
import { findLane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";
import { upsertTip } from "@redflag/store/tip";
import { followReorg } from "./follow-reorg.ts";
import type { IngestDeps } from "./ingest-deps.ts";

/**
 * Looks at the chain once and records its head and what it calls final. First it holds the end of what the lane can
 * reach against that same view: a reorg at the same height shows in no missing block, and one that came while nobody
 * looked would otherwise be called final from afar.
 */
export async function observeHead(
  deps: IngestDeps,
  signal?: AbortSignal,
): Promise<{ head: number; finalized: number }> {
  const { db, chain, source } = deps;
  const end = await findEnd(deps);
  const tip = await source.getTip(signal, end);
  const theirs = tip.at ?? tip.head;
  const stored = await findBlock(db.kysely, chain.id, theirs.number);
  const isDisputed = stored !== undefined && stored.hash !== theirs.hash;
  // What this view calls final says nothing about the ledger while they differ, nor after the reorg that was followed:
  // its answers may have come from another view. The next look tells.
  if (isDisputed) await followReorg(deps, theirs.number, signal);
  else await upsertTip(db.kysely, chain.id, tip);
  return { head: tip.head.number, finalized: tip.finalizedNumber };
}

/** The last block that the lane has or could go to without a gap; undefined before the first. */
async function findEnd({ db, chain }: IngestDeps): Promise<number | undefined> {
  const lane = await findLane(db.kysely, chain.id);
  if (lane === undefined || lane.stopped !== undefined) return undefined;
  const end = await findWatermark(db.kysely, chain.id, lane.headPosition + 1);
  return end < lane.startBlock ? undefined : end;
}
