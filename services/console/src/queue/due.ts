const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export interface Due {
  isOver: boolean;
  /** Of the time that there was; 1 and more: over. */
  spent: number;
  /** Left, or over the limit. */
  count: number;
  unit: "minute" | "hour" | "day";
}

/** How an alert's age stands against its time limit. */
export function dueOf(createdAt: string, dueAt: string, now: Date): Due {
  const [from, to, at] = [new Date(createdAt).getTime(), new Date(dueAt).getTime(), now.getTime()];
  const awayMs = Math.abs(to - at);
  const [unit, unitMs] =
    awayMs >= 2 * DAY_MS
      ? (["day", DAY_MS] as const)
      : awayMs >= HOUR_MS
        ? (["hour", HOUR_MS] as const)
        : (["minute", MINUTE_MS] as const);
  return {
    isOver: at >= to,
    spent: to <= from ? 1 : Math.max(0, (at - from) / (to - from)),
    count: Math.trunc(awayMs / unitMs),
    unit,
  };
}
