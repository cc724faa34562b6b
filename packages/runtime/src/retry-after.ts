/** Kept as the cause of the problem that it came with: how long a server asks to be left alone. */
export class RetryAfter extends Error {
  override readonly name = "RetryAfter";
  readonly seconds: number;

  constructor(seconds: number) {
    super(`to be asked again in ${seconds} s`);
    this.seconds = seconds;
  }
}

/** The header's value: seconds, or a date. Undefined where it is neither. */
export function parseRetryAfter(text: string, now: Date): RetryAfter | undefined {
  if (/^\d{1,10}$/.test(text)) return new RetryAfter(Number(text));
  const at = /^[A-Z][a-z]{2}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : new RetryAfter(Math.max(0, Math.ceil((at - now.getTime()) / 1000)));
}

/** What a server asked for that refused, by the error that came of it, however often that was told anew. */
export function retryAfterSecondsOf(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RetryAfter) return cause.seconds;
  }
  return undefined;
}
