const HOUR_MS = 3_600_000;

/** What can be chosen at once: the rest of a shift, the next day, after some days, a week. */
export const SNOOZE_HOURS = [4, 24, 72, 168] as const;

export function snoozedUntil(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * HOUR_MS).toISOString();
}
