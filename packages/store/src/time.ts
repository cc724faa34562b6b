/** Unix seconds → what SQL's timestamptz takes. */
export function dateOf(seconds: number): Date {
  return new Date(seconds * 1_000);
}

/** timestamptz → unix seconds; a fraction (only `now()` has one) is cut off. */
export function secondsOf(timestamp: Date): number {
  return Math.floor(timestamp.getTime() / 1_000);
}
