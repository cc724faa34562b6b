const SECONDS_PER_DAY = 86_400;

/** The UTC day of a moment in unix seconds, in days since 1970-01-01. */
export function dayOf(time: number): number {
  return Math.floor(time / SECONDS_PER_DAY);
}

let last = { day: 0, text: "1970-01-01" };

/** "2026-01-05". Of one day it is asked again and again, and made once. */
export function dayText(day: number): string {
  if (last.day !== day) last = { day, text: new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10) };
  return last.text;
}
