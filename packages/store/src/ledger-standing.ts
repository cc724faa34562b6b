import type { BlockSpan } from "./block-span.ts";
import { findWatermark, listMissingRanges } from "./coverage-read.ts";
import { findCoverageEnds } from "./coverage-stretch.ts";
import type { Executor } from "./database.ts";
import { countNewDisagreements } from "./disagreement.ts";
import { findLane } from "./lane.ts";
import { findBlock } from "./ledger-read.ts";
import { findTip } from "./tip.ts";

const DAY_MS = 86_400_000;

/** How reading of one chain stands. */
export interface LedgerStanding {
  /** Absent while the chain was never looked at. */
  head?: { block: number; finalized: number; ageS: number };
  /** From the last block that was read without a gap above the lane's position; seconds are absent where nothing is known of it. */
  lag?: { blocks: number; seconds?: number };
  /** Missing between the first and the last block that the ledger covers, as far as it is no lag. */
  gaps: { count: number; blocks: number };
  /** Answers that another answer or a proof contradicted, in 24 hours. */
  disagreements: { caught: number; undecided: number };
}

/** Goes through all coverage of the chain for its gaps: once a minute, not once a second. */
export async function readLedgerStanding(db: Executor, chainId: number, now: Date): Promise<LedgerStanding> {
  const tip = await findTip(db, chainId);
  const nowS = now.getTime() / 1_000;
  const ends = await findCoverageEnds(db, chainId);
  const gaps = ends === undefined ? [] : await listMissingRanges(db, chainId, ends.from, ends.to);
  const readTo = await findReadTo(db, chainId, ends, gaps, tip?.head.number);
  // Above the lane's position a gap is on its way to be read: it is lag, and no gap.
  const lasting = readTo === undefined ? gaps : gaps.filter(({ to }) => to <= readTo);
  return {
    ...(tip !== undefined && {
      head: { block: tip.head.number, finalized: tip.finalizedNumber, ageS: Math.max(0, nowS - tip.seenAt) },
    }),
    ...(tip !== undefined &&
      readTo !== undefined && { lag: await lagOf(db, chainId, { readTo, head: tip.head.number, nowS }) }),
    gaps: { count: lasting.length, blocks: lasting.reduce((sum, { from, to }) => sum + to - from + 1, 0) },
    disagreements: await countNewDisagreements(db, chainId, new Date(now.getTime() - DAY_MS)),
  };
}

async function findReadTo(
  db: Executor,
  chainId: number,
  ends: BlockSpan | undefined,
  gaps: readonly BlockSpan[],
  head: number | undefined,
): Promise<number | undefined> {
  const lane = await findLane(db, chainId);
  if (lane !== undefined) return findWatermark(db, chainId, lane.headPosition + 1, head);
  return ends && (gaps[0]?.from ?? ends.to + 1) - 1;
}

async function lagOf(
  db: Executor,
  chainId: number,
  { readTo, head, nowS }: { readTo: number; head: number; nowS: number },
): Promise<NonNullable<LedgerStanding["lag"]>> {
  const blocks = Math.max(0, head - readTo);
  if (blocks === 0) return { blocks, seconds: 0 };
  const last = await findBlock(db, chainId, readTo);
  return { blocks, ...(last && { seconds: Math.max(0, Math.floor(nowS - last.time)) }) };
}
