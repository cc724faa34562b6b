import type { Lane } from "@redflag/store/lane";

export interface UnscreenedPart {
  /** Block numbers, both inclusive. */
  from: number;
  to: number;
  reason: string;
  /** What a person can do about it. */
  remedy: string;
}

/**
 * Which part of a stored stretch from..to the lane has not looked at, and why: it goes forward only, from its start, and
 * never over a gap.
 */
export function unscreenedParts(lane: Lane, from: number, to: number): UnscreenedPart[] {
  const parts: UnscreenedPart[] = [];
  if (from < lane.startBlock) {
    parts.push({
      from,
      to: Math.min(to, lane.startBlock - 1),
      reason: `screening of this chain began at block ${lane.startBlock} and goes forward only`,
      remedy: "`redflag backfill` brings older blocks under screening",
    });
  }
  if (to > lane.headPosition && to >= lane.startBlock) {
    const next = lane.headPosition + 1;
    parts.push({
      from: Math.max(from, next),
      to,
      reason:
        lane.stopped === undefined
          ? `block ${next}, the next in order, is not in the ledger`
          : `screening has stopped: ${lane.stopped.reason}`,
      remedy:
        lane.stopped === undefined
          ? `ingest what is missing, from block ${next} on`
          : "run `redflag rebuild` for this chain",
    });
  }
  return parts;
}
