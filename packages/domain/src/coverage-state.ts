/**
 * What is known of a block of the ledger. Those that most call for a look first: of many blocks in one place that one is shown.
 * `caught`: it rests on the word of an endpoint that was shown to have lied. `provisional`: the chain itself does not call it
 * final yet. A `…_sample` is of a stretch of which some blocks are proven. `awaited`: it was seen at the head and is not read yet,
 * which is no gap. `dropped`: retention has dropped it.
 */
export const COVERAGE_STATES = [
  "missing",
  "caught",
  "unproven",
  "bloom",
  "provisional",
  "self_consistent_sample",
  "proven_sample",
  "peers",
  "self_consistent",
  "proven",
  "awaited",
  "dropped",
] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

/** How a covered stretch was checked. */
export interface CheckedStretch {
  level: "unproven" | "bloom" | "peers" | "self_consistent" | "proven";
  /** Every block of it is proven, and not a sample. */
  isWhole: boolean;
  /** Its endpoint was shown to have lied. */
  isCaught: boolean;
}

/** Not every block of it is proven, and no peer says the same: something could be missing unseen. */
export function restsOnOneWord({ level, isWhole }: Pick<CheckedStretch, "level" | "isWhole">): boolean {
  return level !== "peers" && !isWhole;
}

/** Of a covered stretch, wherever it lies. */
export function checkedStateOf({ level, isWhole, isCaught }: CheckedStretch) {
  if (restsOnOneWord({ level, isWhole }) && isCaught) return "caught";
  if (level === "proven" || level === "self_consistent") return isWhole ? level : (`${level}_sample` as const);
  return level;
}
