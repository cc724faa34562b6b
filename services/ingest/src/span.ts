import type { BlockSpan } from "@redflag/store/block-span";

/**
 * The beginning of these stretches in pieces that cross no multiple of `width`: whoever cuts the same blocks gets the same
 * pieces, whatever was missing around them.
 */
export function cutAtMultiples(spans: readonly BlockSpan[], width: number, piecesMax: number): BlockSpan[] {
  const pieces: BlockSpan[] = [];
  for (const { from, to } of spans) {
    for (let start = from; start <= to && pieces.length < piecesMax; ) {
      const end = Math.min(to, start - (start % width) + width - 1);
      pieces.push({ from: start, to: end });
      start = end + 1;
    }
  }
  return pieces;
}

/** What of these stretches lies in none of the others. @param others ascending, without overlap, as `spans` are */
export function withoutSpans(spans: readonly BlockSpan[], others: readonly BlockSpan[]): BlockSpan[] {
  return spans.flatMap(({ from, to }) => {
    const rest: BlockSpan[] = [];
    let start = from;
    for (const other of others) {
      if (other.to < start || other.from > to) continue;
      if (other.from > start) rest.push({ from: start, to: other.from - 1 });
      start = other.to + 1;
    }
    if (start <= to) rest.push({ from: start, to });
    return rest;
  });
}

export function countBlocks(spans: readonly BlockSpan[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
