interface Range {
  least?: number | undefined;
  most?: number | undefined;
  /** In percent: half of it is half, however small the others are. */
  isShare?: boolean;
}

const OPEN_ROOM = 1.5;
/** A range this many times as wide as its least value is shown by magnitudes, or small values would all stand at its start. Ours [E]. */
const MAGNITUDES_FROM = 20;

/**
 * Where a value stands on a track of what is allowed, in percent of its width. Where the range has no end the track goes some
 * way beyond the largest value that is shown on it. For pixels alone: the numbers stand beside it.
 */
export function rangeScale(
  { least = 0, most, isShare = false }: Range,
  values: readonly number[],
): (value: number) => number {
  const end = most ?? Math.max(least + 1, ...values) * OPEN_ROOM;
  const scaled =
    !isShare && isByMagnitude(least, end) ? (value: number) => Math.log1p(Math.max(0, value - least)) : identity;
  const [from, to] = [scaled(least), scaled(end)];
  return (value) => {
    const share = to === from ? 0 : (scaled(Math.min(end, Math.max(least, value))) - from) / (to - from);
    return Math.round(share * 1_000) / 10;
  };
}

function isByMagnitude(least: number, end: number): boolean {
  return end - least >= MAGNITUDES_FROM * Math.max(1, least);
}

function identity(value: number): number {
  return value;
}
