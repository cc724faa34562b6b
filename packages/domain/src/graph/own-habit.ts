import { type GoingRates, PRIOR_PAYMENTS } from "./going-rates.ts";
import { hitsIn, type Layer, type NovelEdge, type Standing } from "./novel-edge.ts";
import { betaBinomialSurprise, poissonSurprise } from "./surprise.ts";

const DAY_S = 86_400;
/** An address is judged as if it were at least so old, and its payments as if they took at least so long. Ours [E]. */
const AGE_MIN_S = 30 * DAY_S;
const SPAN_MIN_S = 5 * DAY_S;
/** What timing alone may add where an address has no past worth the name, in decades. Ours [E]. */
export const TIMING_CREDIT = 2;
/** Newcomers that the going rate weighs. Ours [E]. */
const PRIOR_NEWCOMERS = 4;

/** Payments of one address in one direction, the latest last: `in` where it is paid, `out` where it pays. */
export interface Burst {
  direction: "in" | "out";
  edges: readonly NovelEdge[];
}

function standingOf(edge: NovelEdge, direction: "in" | "out"): Standing {
  return direction === "in" ? edge.recipient : edge.sender;
}

/** How far the burst departs from the share of new pairs among this address' payments before it. */
export function shareSurprise(rates: GoingRates, { direction, edges }: Burst, layer: Layer): number {
  const [first, last] = [
    standingOf(edges[0] as NovelEdge, direction),
    standingOf(edges.at(-1) as NovelEdge, direction),
  ];
  const [hits, share] = [hitsIn(first, layer), rates.shareOf(layer)];
  const alpha = hits + PRIOR_PAYMENTS * share;
  const beta = first.total - hits + PRIOR_PAYMENTS * (1 - share);
  return betaBinomialSurprise(edges.length, Math.max(edges.length, last.total + 1 - first.total), alpha, beta);
}

/** How far the burst departs from the number of new pairs in as much time before it. */
export function paceSurprise({ direction, edges }: Burst, layer: Layer): number {
  const [first, last] = [edges[0] as NovelEdge, edges.at(-1) as NovelEdge];
  const standing = standingOf(first, direction);
  const ageS = Math.max(AGE_MIN_S, first.time - (standing.firstSeen ?? first.time));
  const spanS = Math.max(SPAN_MIN_S, last.time - first.time);
  return poissonSurprise(edges.length - 1, ((hitsIn(standing, layer) + 0.5) / ageS) * spanS);
}

/** How far the other sides of the burst are newcomers, against how many are. */
export function newcomerSurprise(rates: GoingRates, { direction, edges }: Burst): number {
  const other = direction === "in" ? "sender" : "recipient";
  const share = rates.shareOfNewcomers(other);
  const newcomers = edges.filter((edge) => edge[other].firstSeen === undefined).length;
  return betaBinomialSurprise(newcomers, edges.length, PRIOR_NEWCOMERS * share, PRIOR_NEWCOMERS * (1 - share));
}
