import type { Chain } from "@redflag/domain/chain";
import { findWatermark } from "@redflag/store/coverage-read";
import { findLane, type Lane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";
import { upsertTip } from "@redflag/store/tip";
import { followReorg } from "./follow-reorg.ts";
import type { IngestDeps } from "./ingest-deps.ts";

/**
 * Looks at the chain once and records its head and what it calls final. First it holds the end of what the lane can
 * reach against that same view: a reorg at the same height shows in no missing block, and one that came while nobody
 * looked would otherwise be called final from afar.
 */
export async function observeHead(deps: IngestDeps, signal?: AbortSignal): Promise<{ head: number }> {
  const { db, chain, source } = deps;
  const lane = await findLane(db.kysely, chain.id);
  const end = lane && (await findEnd(deps, lane));
  const tip = await source.getTip(signal, lane?.stopped === undefined ? end : undefined);
  const theirs = tip.at ?? tip.head;
  const stored = await findBlock(db.kysely, chain.id, theirs.number);
  const isDisputed = lane?.stopped === undefined && stored !== undefined && stored.hash !== theirs.hash;
  const finalizedNumber = end === undefined ? tip.finalizedNumber : capFinal(chain, tip.finalizedNumber, end);
  // What this view calls final says nothing about the ledger while they differ, nor after the reorg that was followed:
  // its answers may have come from another view. The next look tells.
  if (isDisputed) await followReorg(deps, theirs.number, signal);
  else await upsertTip(db.kysely, chain.id, { head: tip.head, finalizedNumber });
  return { head: tip.head.number };
}

/** The last block that the lane has or could go to without a gap. */
async function findEnd({ db, chain }: IngestDeps, lane: Lane): Promise<number> {
  if (lane.stopped !== undefined) return lane.stopped.forkBlock;
  return findWatermark(db.kysely, chain.id, lane.headPosition + 1);
}

/**
 * Only what was held against the view may be final: blocks that are written later, perhaps read before a reorg, wait for
 * the next look. And where depth makes final, the ledger itself must be so deep: a head is easily overstated.
 */
function capFinal({ finality }: Chain, finalizedNumber: number, end: number): number {
  return Math.max(0, Math.min(finalizedNumber, finality.kind === "depth" ? end - finality.blocks : end));
}
