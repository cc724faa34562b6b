/** What became of a measure from the beginning of a run to its end. */
export interface Trend {
  name: string;
  /** Median of the first and of the last third. */
  begin: number;
  end: number;
  slopePerHour: number;
  isFlat: boolean;
}

export interface Measure {
  name: string;
  /** One for each sample; NaN where there was nothing to measure. */
  values: readonly number[];
  /** What may come and go without meaning anything. */
  tolerance: number;
}

/** A change of less than this share of what a measure is in the middle is no change. */
const FLAT_SHARE = 0.1;
/** Beyond it neighbours are put together: a slope is taken between all pairs. */
const POINTS_MAX = 500;

/**
 * Whether a measure goes somewhere. The slope is Theil and Sen's, the median of those between all pairs of samples, which a few
 * samples that stand out do not move; it is flat when over the whole run it comes to no more than the tolerance or a tenth.
 * @param atS of each sample
 */
export function trendOf({ name, values, tolerance }: Measure, atS: readonly number[]): Trend {
  const points = thin(
    values.flatMap((value, i) => (Number.isNaN(value) ? [] : [[atS[i] ?? Number.NaN, value] as const])),
  );
  const third = Math.max(1, Math.floor(points.length / 3));
  const begin = median(points.slice(0, third).map(([, value]) => value));
  const end = median(points.slice(-third).map(([, value]) => value));
  const slopes = points.flatMap(([x1, y1], i) => points.slice(i + 1).map(([x2, y2]) => (y2 - y1) / (x2 - x1)));
  const slope = slopes.length === 0 ? 0 : median(slopes);
  const span = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  const middle = Math.abs(median(points.map(([, value]) => value)));
  const isFlat = points.length > 0 && Math.abs(slope * span) <= Math.max(tolerance, FLAT_SHARE * middle);
  return { name, begin, end, slopePerHour: slope * 3600, isFlat };
}

type Point = readonly [number, number];

function thin(points: readonly Point[]): Point[] {
  const size = Math.ceil(points.length / POINTS_MAX);
  if (size <= 1) return [...points];
  return Array.from({ length: Math.ceil(points.length / size) }, (_, i): Point => {
    const own = points.slice(i * size, (i + 1) * size);
    return [median(own.map(([x]) => x)), median(own.map(([, y]) => y))];
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
