/** Block numbers from..to, both inclusive. */
export interface BlockSpan {
  from: number;
  to: number;
}

/** The stretches of from..to that none of the present numbers is in. */
export function missingSpans(from: number, to: number, present: ReadonlySet<number>): BlockSpan[] {
  const spans: BlockSpan[] = [];
  for (let number = from; number <= to; number++) {
    if (present.has(number)) continue;
    const last = spans.at(-1);
    if (last !== undefined && last.to === number - 1) last.to = number;
    else spans.push({ from: number, to: number });
  }
  return spans;
}

/** Cuts a span so that no piece crosses a multiple of `width`: coverage rows lie within one partition. */
export function splitAtMultiples({ from, to }: BlockSpan, width: number): BlockSpan[] {
  const pieces: BlockSpan[] = [];
  for (let start = from; start <= to; ) {
    const end = Math.min(to, (Math.floor(start / width) + 1) * width - 1);
    pieces.push({ from: start, to: end });
    start = end + 1;
  }
  return pieces;
}

/** From the least to the greatest, of one at least. A list of numbers does not keep a statement off the partitions that hold none of them. */
export function spanOf(numbers: Iterable<number>): BlockSpan {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) [from, to] = [Math.min(from, number), Math.max(to, number)];
  return { from, to };
}
