import type { Chain } from "@redflag/domain/chain";
import { listMissingRanges } from "@redflag/store/coverage-read";
import type { Database } from "@redflag/store/database";
import { findLane, insertLane } from "@redflag/store/lane";
import { findTip } from "@redflag/store/tip";

export interface BlockSpan {
  from: number;
  to: number;
}

/** Blocks one job reads: most public endpoints take it, and a refusal halves it. */
export const JOB_BLOCKS = 100;
/** Jobs planned ahead: what waits beyond is planned when these are done. */
const JOBS_MAX = 32;

/**
 * What is missing between the lane and the head, in pieces for one job each, oldest first. Derived from the tables every
 * time, so that a flushed queue or a crashed worker only delays. Opens the lane where the chain has none.
 */
export async function planReads(db: Database, chain: Chain): Promise<BlockSpan[]> {
  const tip = await findTip(db.kysely, chain.id);
  if (tip === undefined) return [];
  const lane = (await findLane(db.kysely, chain.id)) ?? (await openLane(db, chain, tip.finalizedNumber));
  if (lane === undefined || lane.stopped !== undefined) return [];
  const from = lane.headPosition + 1;
  if (from > tip.head.number) return [];
  return cut(await listMissingRanges(db.kysely, chain.id, from, tip.head.number));
}

/** A new lane begins after what is final already: from there on, nothing is skipped. */
async function openLane(db: Database, chain: Chain, finalizedNumber: number) {
  await insertLane(db.kysely, chain.id, finalizedNumber + 1);
  return findLane(db.kysely, chain.id);
}

/** Cuts at multiples of a job's size, so that all but the newest job keep their bounds, and their key, as the head grows. */
export function cut(missing: readonly BlockSpan[]): BlockSpan[] {
  const spans: BlockSpan[] = [];
  for (const { from, to } of missing) {
    for (let start = from; start <= to && spans.length < JOBS_MAX; ) {
      const end = Math.min(to, start - (start % JOB_BLOCKS) + JOB_BLOCKS - 1);
      spans.push({ from: start, to: end });
      start = end + 1;
    }
  }
  return spans;
}
