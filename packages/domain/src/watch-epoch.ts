import type { HeldWatch } from "./private-watch.ts";

/** From which block on which private watches held, and by which version of their rule. */
export interface WatchEpoch {
  seq: number;
  /** The first block screened with these. */
  fromBlock: number;
  /** Changes of watches up to here. */
  watchSeq: number;
  ruleVersion: number;
}

/** The epoch in force at a block: of those that begin at or before it, the one written last. */
export function watchEpochAt(epochs: readonly WatchEpoch[], block: number): WatchEpoch | undefined {
  return epochs.findLast(({ fromBlock }) => fromBlock <= block);
}

/** Whether all blocks from..to were to be screened with exactly these; a lane that goes back meets later epochs ahead. */
export function holdsThroughout(
  epochs: readonly WatchEpoch[],
  { from, to }: { from: number; to: number },
  wanted: Pick<WatchEpoch, "watchSeq" | "ruleVersion">,
): boolean {
  const starts = [from, ...epochs.map(({ fromBlock }) => fromBlock).filter((block) => block > from && block <= to)];
  return starts.every((block) => {
    const held = watchEpochAt(epochs, block);
    return held?.watchSeq === wanted.watchSeq && held.ruleVersion === wanted.ruleVersion;
  });
}

/**
 * Blocks that a lane screens with a watch as they come: from `since` on, up to and without `end`. Undefined where it never
 * did, `end` absent while it does. Later epochs hold later changes, so both are where the first epoch with such a change begins.
 */
export function watchSpan(
  epochs: readonly WatchEpoch[],
  { firstSeq, endedSeq }: Pick<HeldWatch, "firstSeq" | "endedSeq">,
): { since: number; end?: number } | undefined {
  const since = firstBlockWith(epochs, firstSeq);
  const end = endedSeq === undefined ? undefined : firstBlockWith(epochs, endedSeq);
  if (since === undefined) return undefined;
  return { since, ...(end !== undefined && { end }) };
}

function firstBlockWith(epochs: readonly WatchEpoch[], watchSeq: number): number | undefined {
  const blocks = epochs.filter((epoch) => epoch.watchSeq >= watchSeq).map(({ fromBlock }) => fromBlock);
  return blocks.length === 0 ? undefined : Math.min(...blocks);
}
