import type { CoverageCell } from "@redflag/contract/http/routes/coverage";
import type { CoverageState } from "@redflag/domain/coverage-state";

/** How states are drawn: those that look alike mean the same to whoever only looks. */
const PATTERN_OF: Readonly<Record<CoverageState, Pattern>> = {
  proven: "proven",
  self_consistent: "checked",
  peers: "checked",
  proven_sample: "weaker",
  self_consistent_sample: "weaker",
  bloom: "weaker",
  unproven: "weaker",
  provisional: "provisional",
  caught: "caught",
  missing: "missing",
  awaited: "awaited",
  dropped: "dropped",
};
export const PATTERNS = [
  "proven",
  "checked",
  "weaker",
  "provisional",
  "caught",
  "missing",
  "awaited",
  "dropped",
] as const;
export type Pattern = (typeof PATTERNS)[number];

export interface Range {
  from: number;
  to: number;
}

/** Neighbouring cells that are shown, and stepped through, as one. */
export interface Segment extends Range {
  state: CoverageState;
  pattern: Pattern;
  /** Blocks by state, where there is more than one state in it. */
  parts: ReadonlyArray<{ state: CoverageState; blocks: number }>;
  lies: number;
  undecided: number;
  /** Where it begins and how long it is, in shares of the whole strip. */
  start: number;
  share: number;
}

type Cell = Pick<CoverageCell, "from" | "to" | "state" | "parts" | "lies" | "undecided">;

/** Cells, ascending and without a gap, as few segments as say the same. What was contradicted keeps its place. */
export function segmentsOf(cells: readonly Cell[]): Segment[] {
  const joined: Cell[] = [];
  for (const cell of cells) {
    const last = joined.at(-1);
    if (last !== undefined && isSame(last, cell)) {
      last.to = cell.to;
      last.parts = addParts(last.parts, cell.parts);
    } else joined.push({ ...cell });
  }
  const [first, last] = [joined.at(0), joined.at(-1)];
  if (first === undefined || last === undefined) return [];
  const blocks = last.to - first.from + 1;
  return joined.map(({ from, to, state, parts, lies, undecided }) => ({
    ...{ from, to, state, parts, lies, undecided },
    pattern: PATTERN_OF[state],
    start: (from - first.from) / blocks,
    share: (to - from + 1) / blocks,
  }));
}

function isSame(a: Cell, b: Cell): boolean {
  return a.state === b.state && a.lies + a.undecided + b.lies + b.undecided === 0;
}

function addParts(a: Cell["parts"], b: Cell["parts"]): Cell["parts"] {
  const sums = new Map(a.map(({ state, blocks }) => [state, blocks]));
  for (const { state, blocks } of b) sums.set(state, (sums.get(state) ?? 0) + blocks);
  return [...sums].map(([state, blocks]) => ({ state, blocks }));
}

/** The segment that holds a block. */
export function segmentAt(segments: readonly Segment[], block: number | undefined): Segment | undefined {
  if (block === undefined) return undefined;
  return segments.find(({ from, to }) => from <= block && block <= to);
}

/** The whole of what is known alike around a segment: lies split what is shown, not what is mended. */
export function runOf(segments: readonly Segment[], segment: Segment): Range {
  const at = segments.indexOf(segment);
  let [first, last] = [at, at];
  while (segments[first - 1]?.state === segment.state) first--;
  while (segments[last + 1]?.state === segment.state) last++;
  return { from: segments[first]?.from ?? segment.from, to: segments[last]?.to ?? segment.to };
}

/** A stretch with as much again on either side, so that it is seen where it lies; within what there is. */
export function around({ from, to }: Range, whole: Range): Range {
  const margin = to - from + 1;
  return { from: Math.max(whole.from, from - margin), to: Math.min(whole.to, to + margin) };
}

/** Three times as wide about the same middle; undefined: that is the whole. */
export function wider(range: Range, whole: Range): Range | undefined {
  const wide = around(range, whole);
  return wide.from <= whole.from && wide.to >= whole.to ? undefined : wide;
}

/**
 * What can mend a stretch. A repair reads, searches, proves and checks whatever is wanting; before the lane's first block what is
 * missing is the past, which a backfill reads. What is not final, or not read yet, comes by itself; what was dropped does not.
 */
export function mendOf({ state, to }: Pick<Segment, "state" | "to">, laneStart = 0): "repair" | "backfill" | undefined {
  if (state === "provisional" || state === "awaited" || state === "dropped") return undefined;
  return state === "missing" && to < laneStart ? "backfill" : "repair";
}
