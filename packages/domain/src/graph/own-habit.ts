import { type GoingRates, PRIOR_PAYMENTS } from "./going-rates.ts";
import { newcomersAt } from "./newcomer-bounds.ts";
import { hitsIn, type Layer, type NovelEdge, type Standing } from "./novel-edge.ts";
import { betaBinomialSurprise, poissonSurprise } from "./surprise.ts";

const DAY_S = 86_400;
/** An address is judged as if it were at least so old, and its payments as if they took at least so long. Ours [E]. */
const AGE_MIN_S = 30 * DAY_S;
const SPAN_MIN_S = 5 * DAY_S;
/** What timing alone may add where an address has no past worth the name, in decades. Ours [E]. */
export const TIMING_CREDIT = 2;

/** What a bound allows for rounding, in decades; and what a past counts at least, as in `betaBinomialSurprise`. */
const MARGIN = 1e-9;
const LEAST = 1e-6;

type Direction = "in" | "out";

/**
 * Payments of one address in one direction, the latest last: `in` where it is paid, `out` where it pays. Where many of one
 * address are compared, none has to be written out.
 */
export interface Burst {
  direction: Direction;
  first: NovelEdge;
  last: NovelEdge;
  count: number;
}

/** @param edges at least one, the latest last */
export function burstOf(direction: Direction, edges: readonly NovelEdge[]): Burst {
  return { direction, first: edges[0] as NovelEdge, last: edges.at(-1) as NovelEdge, count: edges.length };
}

function standingOf(edge: NovelEdge, direction: Direction): Standing {
  return direction === "in" ? edge.recipient : edge.sender;
}

/** How far the burst departs from the share of new pairs among this address' payments before it. */
export function shareSurprise(rates: GoingRates, { direction, first, last, count }: Burst, layer: Layer): number {
  const [before, after] = [standingOf(first, direction), standingOf(last, direction)];
  const [hits, share] = [hitsIn(before, layer), rates.shareOf(layer)];
  const alpha = hits + PRIOR_PAYMENTS * share;
  const beta = before.total - hits + PRIOR_PAYMENTS * (1 - share);
  return betaBinomialSurprise(count, Math.max(count, after.total + 1 - before.total), alpha, beta);
}

/**
 * What `shareSurprise` is at most: chance brings the hits one by one, and each makes the next no less likely. A logarithm
 * instead of a dozen.
 */
export function shareMost(rates: GoingRates, { direction, first, count }: Burst, layer: Layer): number {
  const before = standingOf(first, direction);
  const expected = hitsIn(before, layer) + PRIOR_PAYMENTS * rates.shareOf(layer);
  return count * Math.log10((before.total + PRIOR_PAYMENTS + 2 * LEAST) / Math.max(expected, LEAST)) + MARGIN;
}

/** How far the burst departs from the number of new pairs in as much time before it. */
export function paceSurprise({ direction, first, last, count }: Burst, layer: Layer): number {
  const standing = standingOf(first, direction);
  const ageS = Math.max(AGE_MIN_S, first.time - (standing.firstSeen ?? first.time));
  const spanS = Math.max(SPAN_MIN_S, last.time - first.time);
  return poissonSurprise(count - 1, ((hitsIn(standing, layer) + 0.5) / ageS) * spanS);
}

export function countNewcomers(edges: readonly NovelEdge[], direction: Direction): number {
  let newcomers = 0;
  for (const edge of edges) if (isNewcomer(edge, direction)) newcomers++;
  return newcomers;
}

/** The other side of the payment was never seen before. */
export function isNewcomer(edge: NovelEdge, direction: Direction): boolean {
  return (direction === "in" ? edge.sender : edge.recipient).firstSeen === undefined;
}

/** What `newcomerSurprise` is at most. */
export function newcomerMost(rates: GoingRates, direction: Direction, newcomers: number, count: number): number {
  if (newcomers === 0) return 0;
  return rates.newcomerBounds(direction === "in" ? "sender" : "recipient").mostOf(newcomers, count) + MARGIN;
}

/** How far the other sides of a burst are newcomers, against how many are. */
export function newcomerSurprise(rates: GoingRates, direction: Direction, newcomers: number, count: number): number {
  return newcomersAt(rates.shareOfNewcomers(direction === "in" ? "sender" : "recipient"), newcomers, count);
}
