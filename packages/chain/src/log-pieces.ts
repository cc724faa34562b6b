/** Blocks from..to, both inclusive. */
export interface Piece {
  from: number;
  to: number;
}

export function blocksOf({ from, to }: Piece): number {
  return to - from + 1;
}

/** The same blocks in pieces of at most so many, in order; of nearly the same size, so that none is asked for in vain. */
export function cutPieces({ from, to }: Piece, blocksMax: number): Piece[] {
  const count = Math.ceil(blocksOf({ from, to }) / blocksMax);
  const size = Math.ceil(blocksOf({ from, to }) / count);
  const pieces: Piece[] = [];
  for (let start = from; start <= to; start += size) pieces.push({ from: start, to: Math.min(to, start + size - 1) });
  return pieces;
}
