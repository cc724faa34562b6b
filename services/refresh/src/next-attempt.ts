const FIRST_SECONDS_MAX = 60;
/** Whoever draws nothing at all waits this long. */
const SECONDS_MIN = 5;
/** Lists of one interval that were brought at one time are not asked for at one time for ever. */
const EARLIER_SHARE = 0.05;

/** A publisher that asks to be left alone for longer is asked again all the same: nobody takes a list away by a header. */
const RETRY_AFTER_SECONDS_MAX = 86_400;

/**
 * After so many failures in a row: anywhere up to a bound that doubles each time, so that processes and lists that failed
 * together do not come back together; never later than after the list's own interval, unless the publisher asks for that.
 * @param random from 0 up to, and without, 1
 * @param retryAfterSeconds not before, as the publisher says; a day at most
 */
export function secondsAfterFailure(
  failureCount: number,
  everySeconds: number,
  random: number,
  retryAfterSeconds = 0,
): number {
  const bound = Math.min(everySeconds, FIRST_SECONDS_MAX * 2 ** Math.min(failureCount - 1, 30));
  const own = Math.min(everySeconds, Math.max(SECONDS_MIN, random * bound));
  return Math.max(own, Math.min(retryAfterSeconds, RETRY_AFTER_SECONDS_MAX));
}

/** After a good answer: the interval, or up to a twentieth less. */
export function secondsAfterSuccess(everySeconds: number, random: number): number {
  return everySeconds * (1 - EARLIER_SHARE * random);
}

/** After it was begun: a process that does not survive what it is sent asks for it no more than once in this time. */
export function secondsAfterStart(everySeconds: number): number {
  return Math.min(everySeconds, FIRST_SECONDS_MAX);
}
