import type { ListSource } from "@redflag/store/list-source";
import { countOf } from "./count-text.ts";

/** "fetched from lists.example every 24 h: good 3 h ago, next in 21 h", and how the last attempts failed. */
export function sourceText(source: ListSource, now: Date): string {
  const { urls, everySeconds, succeededAt, nextAttemptAt, failureCount, lastFailure } = source;
  const hosts = [...new Set(Object.values(urls).map((url) => new URL(url).host))].join(", ");
  const good = succeededAt === undefined ? "never yet" : `good ${agoText(succeededAt, now)}`;
  const waitSeconds = (nextAttemptAt.getTime() - now.getTime()) / 1000;
  const next = waitSeconds > 0 ? `next in ${spanText(waitSeconds)}` : "due now";
  const failed =
    failureCount === 0 || lastFailure === undefined
      ? ""
      : `; FAILED ${countOf(failureCount, "time")} since, last ${agoText(lastFailure.at, now)}: ${firstLine(lastFailure.detail)}`;
  return `fetched from ${hosts} every ${spanText(everySeconds)}: ${good}, ${next}${failed}`;
}

/** For machines: without the URLs, which may hold keys. */
export function sourceJson(source: ListSource): Record<string, unknown> {
  const { format, everySeconds, attemptedAt, succeededAt, nextAttemptAt, failureCount, lastFailure } = source;
  return { format, everySeconds, attemptedAt, succeededAt, nextAttemptAt, failureCount, lastFailure };
}

function agoText(at: Date, now: Date): string {
  return `${spanText(Math.max(0, (now.getTime() - at.getTime()) / 1000))} ago`;
}

function spanText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return seconds <= 72 * 3600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

/** A file's bad rows are a line each. */
function firstLine(detail: string): string {
  const [first = "", ...more] = detail.split("\n");
  return more.length === 0 ? first : `${first}: ${more[0]}${more.length > 1 ? " …" : ""}`;
}
