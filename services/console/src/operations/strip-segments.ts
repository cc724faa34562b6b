/** What is known of blocks, from the best to the worst; `cut`: retention took them, `provisional`: above what is final. */
export const STRIP_STATES = ["proven", "provisional", "weaker", "cut", "missing"] as const;
export type StripState = (typeof STRIP_STATES)[number];

/** Neighbouring blocks of which the same is known, as the API gives them. */
export interface StripCell {
  from: number;
  to: number;
  state: StripState;
  /** Answers about them that were contradicted. */
  lies: number;
}

/** Neighbouring cells that are shown, and stepped through, as one. */
export interface Segment extends StripCell {
  /** Where it begins and how long it is, in shares of the whole strip. */
  start: number;
  share: number;
}

/** Cells, ascending and without overlap, as few segments as say the same. A lie keeps its place: it is never joined away. */
export function segmentsOf(cells: readonly StripCell[]): Segment[] {
  const joined: StripCell[] = [];
  for (const { from, to, state, lies } of cells) {
    const last = joined.at(-1);
    const isSame = last !== undefined && last.state === state && last.lies === 0 && lies === 0;
    if (isSame && last.to + 1 === from) last.to = to;
    else joined.push({ from, to, state, lies });
  }
  const [first, last] = [joined.at(0), joined.at(-1)];
  if (first === undefined || last === undefined) return [];
  const blocks = last.to - first.from + 1;
  return joined.map((cell) => ({
    ...cell,
    start: (cell.from - first.from) / blocks,
    share: (cell.to - cell.from + 1) / blocks,
  }));
}

/** How many blocks there are of each state, and how many lies. */
export function sumSegments(segments: readonly Segment[]): { blocks: Record<StripState, number>; lies: number } {
  const blocks: Record<StripState, number> = { proven: 0, provisional: 0, weaker: 0, cut: 0, missing: 0 };
  let lies = 0;
  for (const segment of segments) {
    blocks[segment.state] += segment.to - segment.from + 1;
    lies += segment.lies;
  }
  return { blocks, lies };
}

/** The segment that holds a block. */
export function segmentAt(segments: readonly Segment[], block: number | undefined): Segment | undefined {
  if (block === undefined) return undefined;
  return segments.find(({ from, to }) => from <= block && block <= to);
}

export interface Range {
  from: number;
  to: number;
}

/** A segment with as much again on either side, so that it is seen where it lies; within what there is. */
export function around({ from, to }: Range, whole: Range): Range {
  const margin = Math.max(1, to - from + 1);
  return { from: Math.max(whole.from, from - margin), to: Math.min(whole.to, to + margin) };
}

/** Twice as wide about the same middle; undefined: that is the whole. */
export function wider({ from, to }: Range, whole: Range): Range | undefined {
  const range = around({ from, to }, whole);
  return range.from <= whole.from && range.to >= whole.to ? undefined : range;
}
