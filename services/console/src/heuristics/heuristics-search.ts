/** What the URL of the catalogue says. */
export interface HeuristicsSearch {
  /** Words that a rule has all of. */
  q?: string | undefined;
  show?: Shown | undefined;
}

/** Those alone that are set otherwise than they came. */
export const SHOWN = ["changed", "shadow", "off"] as const;
export type Shown = (typeof SHOWN)[number];

export function readHeuristicsSearch(search: Record<string, unknown>): HeuristicsSearch {
  const show = SHOWN.find((one) => one === search.show);
  return {
    ...(typeof search.q === "string" && search.q !== "" && { q: search.q }),
    ...(show !== undefined && { show }),
  };
}

/** What the URL of a rule says. */
export interface TrySearch {
  /** A backtest led here to try these parameters. */
  try?: Readonly<Record<string, unknown>> | undefined;
}

export function readTrySearch({ try: brought }: Record<string, unknown>): TrySearch {
  const isFit = typeof brought === "object" && brought !== null && !Array.isArray(brought);
  return isFit ? { try: brought as Record<string, unknown> } : {};
}

/** A small team's day. Ours [E]. */
export const CAPACITY_UNSAID = 50;
export const CAPACITY_MAX = 9_999_999;

/** What the URL of the capacity says. */
export interface CapacitySearch {
  perDay?: number | undefined;
}

export function readCapacitySearch({ perDay }: Record<string, unknown>): CapacitySearch {
  const isFit = typeof perDay === "number" && Number.isInteger(perDay) && perDay >= 1 && perDay <= CAPACITY_MAX;
  return isFit ? { perDay } : {};
}
