import type { RankCount } from "@redflag/store/alert-ranking";

/** How many places of the ranking are on either side of the line. */
export interface Sides {
  above: number;
  below: number;
}

/** Where the line falls between the places that people have time for and the others. */
export interface CapacityLine {
  capacityPerDay: number;
  /** Days of the range, also those without a place. */
  days: number;
  places: number;
  /** Alerts that they have. */
  alerts: number;
  /** Ranks at and above it fit; null where not even those of the highest rank do. */
  threshold: number | null;
  above: number;
  below: number;
  byDay: Array<Sides & { day: string }>;
  /** By the rule of a place's strongest alert. */
  byHeuristic: Array<Sides & { heuristic: string }>;
  /** Found to be right, and below: they would not be read. */
  truePositives: Sides;
}

const DAY_MS = 86_400_000;

/**
 * Draws the line so that, over the whole range, no more is above it than people can read: the highest ranks first, and all or
 * none of those that share one, since nothing ranks them. A single day may have more.
 * @param counts the highest rank first
 * @param span first and last day; those of the places unless given
 */
export function drawCapacityLine(
  counts: readonly RankCount[],
  capacityPerDay: number,
  span: { first?: string; last?: string } = {},
): CapacityLine {
  const known = counts.map(({ day }) => day).sort();
  const [first, last] = [span.first ?? known[0], span.last ?? known.at(-1)];
  const days = first === undefined || last === undefined ? 0 : (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  const threshold = findThreshold(counts, capacityPerDay * days);
  const isAbove = ({ rank }: RankCount) => threshold !== null && rank >= threshold;
  const sidesOf = (own: readonly RankCount[], countOf = (one: RankCount) => one.count): Sides => {
    const total = (some: readonly RankCount[]) => some.reduce((sum, one) => sum + countOf(one), 0);
    return { above: total(own.filter(isAbove)), below: total(own.filter((one) => !isAbove(one))) };
  };
  const grouped = (key: "day" | "heuristic") =>
    [...Map.groupBy(counts, (one) => one[key])].sort(([a], [b]) => (a < b ? -1 : 1));
  const all = sidesOf(counts);
  return {
    capacityPerDay,
    days,
    places: all.above + all.below,
    alerts: counts.reduce((sum, { alerts }) => sum + alerts, 0),
    threshold,
    ...all,
    byDay: grouped("day").map(([day, own]) => ({ day, ...sidesOf(own) })),
    byHeuristic: grouped("heuristic").map(([heuristic, own]) => ({ heuristic, ...sidesOf(own) })),
    truePositives: sidesOf(counts, ({ truePositives }) => truePositives),
  };
}

function findThreshold(counts: readonly RankCount[], budget: number): number | null {
  let threshold: number | null = null;
  let taken = 0;
  for (const [rank, own] of Map.groupBy(counts, (one) => one.rank)) {
    taken += own.reduce((sum, { count }) => sum + count, 0);
    if (taken > budget) break;
    threshold = rank;
  }
  return threshold;
}

const BUCKETS_MAX = 12;

/** Places of neighbouring ranks, all on one side of the line. */
export interface RankBucket {
  /** The lowest and the highest rank that there are. */
  low: number;
  high: number;
  places: number;
  above: boolean;
}

/** Places by rank, the highest first. */
export function rankBuckets(counts: readonly RankCount[], threshold: number | null): RankBucket[] {
  const [highest, lowest] = [counts[0]?.rank ?? 0, counts.at(-1)?.rank ?? 0];
  const width = Math.max(10, 10 * Math.ceil((highest - lowest + 1) / BUCKETS_MAX / 10));
  const cut = threshold ?? Number.POSITIVE_INFINITY;
  const bins = Map.groupBy(counts, ({ rank }) => `${rank >= cut ? "above" : "below"}/${Math.floor(rank / width)}`);
  return [...bins.values()].map((own) => ({
    low: Math.min(...own.map(({ rank }) => rank)),
    high: Math.max(...own.map(({ rank }) => rank)),
    places: own.reduce((sum, { count }) => sum + count, 0),
    above: (own[0]?.rank ?? 0) >= cut,
  }));
}
