/** Before each attempt, in seconds, from when the one before has failed: Standard Webhooks' schedule [P, its specification]. */
const ATTEMPT_DELAYS_S = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** Attempts that are made before a delivery is given up. */
export const DELIVERY_ATTEMPTS_MAX = ATTEMPT_DELAYS_S.length;

/** Later by up to this share, so that what failed together does not come back together [E]. */
const JITTER_SHARE = 0.2;

/** Nobody keeps events from itself for longer by a header. */
export const RETRY_AFTER_MAX_S = 86_400;

/**
 * How long to wait after so many failed attempts; undefined after the last.
 * @param retryAfterS not before, as the receiver says; a day at most
 * @param random from 0 up to, and without, 1
 */
export function nextAttemptS(retryCount: number, retryAfterS: number | undefined, random: number): number | undefined {
  const delayS = ATTEMPT_DELAYS_S[retryCount];
  if (delayS === undefined) return undefined;
  return Math.max(delayS * (1 + JITTER_SHARE * random), Math.min(retryAfterS ?? 0, RETRY_AFTER_MAX_S));
}

/** A subscription of which nothing has succeeded for so long is paused. */
const FAILING_MAX_MS = 3 * 86_400_000;

export function hasFailedTooLong(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= FAILING_MAX_MS;
}
