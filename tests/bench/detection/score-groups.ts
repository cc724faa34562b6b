import type { LabelledGroup } from "./labelled-set.ts";

/** A group of payments that was found, with the labels of its payments. */
export interface Found {
  rank: number;
  openedAt: number;
  /** Payments that it holds of each labelled group, and of none. */
  counts: ReadonlyMap<string | undefined, number>;
}

export interface PatternScore {
  pattern: string;
  found: number;
  of: number;
}

export interface DetectionScore {
  alerts: number;
  /** Share of schemes of which an alert holds two payments and three tenths. */
  recall: number;
  precision: number;
  /** Of the highest ranked, as many as there are schemes, and no more than a hundred. */
  topCount: number;
  topPrecision: number;
  falsePerMillion: number;
  /** Median, over alerts that hold a scheme, of the share of their payments that are the scheme's. */
  purity: number;
  /** Median, from a scheme's first payment to the opening of the first alert that holds it. */
  daysToDetect: number;
  paymentsOfAlert: number;
  patterns: PatternScore[];
  /** Benign twins that an alert holds as it would a scheme. */
  twins: PatternScore[];
}

const PAYMENTS_MIN = 2;
const SHARE_MIN = 0.3;
const TOP_MAX = 100;
const DAY_S = 86_400;

/** Strictly: an alert holds a group with two of its payments at least, and three tenths of them. */
export function scoreGroups(
  found: readonly Found[],
  groups: ReadonlyMap<string, LabelledGroup>,
  payments: number,
): DetectionScore {
  const schemes = [...groups].filter(([, { isScheme }]) => isScheme);
  const ranked = [...found].sort((a, b) => b.rank - a.rank);
  const held = ranked.map((alert) => groupsHeld(alert, groups));
  const isScheme = (id: string) => groups.get(id)?.isScheme === true;
  const heldBy = held.map((ids) => ids.filter(isScheme));
  const firstHeld = new Map<string, number>();
  for (const [index, ids] of heldBy.entries()) {
    const { openedAt } = ranked[index] as Found;
    for (const id of ids) firstHeld.set(id, Math.min(firstHeld.get(id) ?? openedAt, openedAt));
  }
  const isTrue = heldBy.map((ids) => ids.length > 0);
  const trueCount = isTrue.filter(Boolean).length;
  const topCount = Math.min(TOP_MAX, schemes.length, ranked.length);
  const purities = ranked.flatMap((alert, index) => (isTrue[index] ? [purityOf(alert, heldBy[index] ?? [])] : []));
  const days = [...firstHeld].map(([id, time]) => (time - (groups.get(id)?.firstTime ?? time)) / DAY_S);
  return {
    alerts: ranked.length,
    recall: firstHeld.size / schemes.length,
    precision: trueCount / ranked.length,
    topCount,
    topPrecision: isTrue.slice(0, topCount).filter(Boolean).length / topCount,
    falsePerMillion: ((ranked.length - trueCount) / payments) * 1e6,
    purity: median(purities),
    daysToDetect: median(days),
    paymentsOfAlert: median(ranked.map(sizeOf)),
    patterns: patternScores(schemes, new Set(firstHeld.keys())),
    twins: patternScores(
      [...groups].filter(([id]) => !isScheme(id)),
      new Set(held.flat()),
    ),
  };
}

function groupsHeld({ counts }: Found, groups: ReadonlyMap<string, LabelledGroup>): string[] {
  return [...counts].flatMap(([id, count]) => {
    const group = id === undefined ? undefined : groups.get(id);
    if (id === undefined || group === undefined) return [];
    return count >= PAYMENTS_MIN && count >= SHARE_MIN * group.payments ? [id] : [];
  });
}

function purityOf(alert: Found, schemes: readonly string[]): number {
  return schemes.reduce((sum, id) => sum + (alert.counts.get(id) ?? 0), 0) / sizeOf(alert);
}

function sizeOf({ counts }: Found): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function patternScores(groups: ReadonlyArray<[string, LabelledGroup]>, held: ReadonlySet<string>): PatternScore[] {
  const byPattern = Map.groupBy(groups, ([, { pattern }]) => pattern);
  return [...byPattern]
    .map(([pattern, of]) => ({ pattern, found: of.filter(([id]) => held.has(id)).length, of: of.length }))
    .sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
