/**
 * Milliseconds that a `Retry-After` header asks to wait, from seconds or from an HTTP date; undefined for anything else.
 * A date that has passed is 0. How much of it is believed is the reader's to say.
 */
export function parseRetryAfter(value: unknown, nowMs: number): number | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  if (typeof text !== "string") return undefined;
  if (/^\s*\d{1,9}(?:\.\d+)?\s*$/.test(text)) return Math.ceil(Number(text) * 1_000);
  // Only what looks like a date: the engine reads years out of almost anything.
  const atMs = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
