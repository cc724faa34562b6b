import type { Chain } from "@redflag/domain/chain";
import { listBackfillSpans } from "@redflag/store/backfill";
import type { BlockSpan } from "@redflag/store/block-span";
import { listMissingRanges } from "@redflag/store/coverage-read";
import type { Database } from "@redflag/store/database";
import { findLane, insertLane } from "@redflag/store/lane";
import { findTip } from "@redflag/store/tip";
import { cutAtMultiples, withoutSpans } from "./span.ts";

/**
 * Blocks one job reads. Their headers and the one call for their logs are a hundred calls, which most public endpoints take in one
 * request; who takes fewer is asked in pieces. One block more was a second request for each range.
 */
export const JOB_BLOCKS = 99;
/** Jobs planned ahead: what waits beyond is planned when these are done. */
const JOBS_MAX = 32;

/**
 * What is missing between the lane and the head, in pieces for one job each, oldest first. Derived from the tables every
 * time, so that a flushed queue or a crashed worker only delays. What a backfill is to fill is left to its workers. Opens the
 * lane where the chain has none.
 */
export async function planReads(db: Database, chain: Chain): Promise<BlockSpan[]> {
  const tip = await findTip(db.kysely, chain.id);
  if (tip === undefined) return [];
  const lane = (await findLane(db.kysely, chain.id)) ?? (await openLane(db, chain, tip.finalizedNumber));
  if (lane === undefined || lane.stopped !== undefined) return [];
  const from = lane.headPosition + 1;
  if (from > tip.head.number) return [];
  const missing = await listMissingRanges(db.kysely, chain.id, from, tip.head.number);
  return cut(withoutSpans(missing, await listBackfillSpans(db.kysely, chain.id)));
}

/** A new lane begins after what is final already: from there on, nothing is skipped. */
async function openLane(db: Database, chain: Chain, finalizedNumber: number) {
  await insertLane(db.kysely, chain.id, finalizedNumber + 1);
  return findLane(db.kysely, chain.id);
}

/** At multiples of a job's size, so that all but the newest job keep their bounds, and their key, as the head grows. */
export function cut(missing: readonly BlockSpan[]): BlockSpan[] {
  return cutAtMultiples(missing, JOB_BLOCKS, JOBS_MAX);
}
