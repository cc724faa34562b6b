import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { listBackfillSpans } from "@redflag/store/backfill";
import type { BlockSpan } from "@redflag/store/block-span";
import { listMissingRanges, listUnprovenCoverage } from "@redflag/store/coverage-read";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { partitionSpan } from "@redflag/store/partition";
import { listUnindexedPartitions } from "@redflag/store/partition-index";
import { levelsSought } from "./levels-sought.ts";

/** Stored stretches whose check is listed at once: the others are listed when these are done. */
const UNCHECKED_MAX = 256;

/** What is left to do for one stretch, derived from the tables alone. */
export interface BackfillState {
  span: BlockSpan;
  /** Not in the ledger, ascending. */
  missing: BlockSpan[];
  /** In the ledger, and not yet checked as the policy asks, ascending; not all of them where they are many. */
  unchecked: BlockSpan[];
  /** Ordinals of partitions that reach into it, are full, and lack an index. */
  unindexed: number[];
}

/** Of every stretch of the chain that is asked for and not finished, ascending; those that meet are one. */
export async function listBackfillStates(db: Executor, chain: Chain, policy: VerifyPolicy): Promise<BackfillState[]> {
  const states: BackfillState[] = [];
  // One after the other: any number of stretches would take all of the pool's connections at once.
  for (const span of await listBackfillSpans(db, chain.id))
    states.push(await getBackfillState(db, chain, policy, span));
  return states;
}

/** Of one stretch, whether anybody asked for it or not. */
export async function getBackfillState(
  db: Executor,
  chain: Chain,
  policy: VerifyPolicy,
  span: BlockSpan,
): Promise<BackfillState> {
  // Nothing comes back of what retention has dropped.
  const cut = await findCut(db, chain.id);
  const kept = { from: Math.max(span.from, (cut?.block ?? -1) + 1), to: span.to };
  if (kept.from > kept.to) return { span, missing: [], unchecked: [], unindexed: [] };
  const missing = await listMissingRanges(db, chain.id, kept.from, kept.to);
  const unindexed = (await listUnindexedPartitions(db, chain.id)).filter((ordinal) => {
    const part = partitionSpan(chain, ordinal);
    return overlaps(part, kept) && !missing.some((gap) => overlaps(gap, part));
  });
  return { span, missing, unchecked: await listUnchecked(db, chain, policy, kept), unindexed };
}

/** Stretches of `span` that are stored and not checked as the policy asks, ascending, at most 256. */
export async function listUnchecked(
  db: Executor,
  chain: Chain,
  policy: VerifyPolicy,
  span: BlockSpan,
): Promise<BlockSpan[]> {
  const enough = levelsSought(policy);
  if (enough === undefined) return [];
  const rows = await listUnprovenCoverage(db, chain.id, span, UNCHECKED_MAX, enough);
  return rows.map(({ fromBlock, toBlock }) => ({
    from: Math.max(span.from, fromBlock),
    to: Math.min(span.to, toBlock),
  }));
}

function overlaps(a: BlockSpan, b: BlockSpan): boolean {
  return a.from <= b.to && b.from <= a.to;
}
