import type { ListSource } from "@redflag/contract/http/routes/list-work";

/**
 * `failing`: the last attempt failed; `late`: the publisher's list was last known to be ours two intervals ago, which is what
 * `redflag doctor` calls wrong; `new`: nobody has asked yet.
 */
export type SourceState = "fresh" | "late" | "failing" | "new";

const LATE_INTERVALS = 2;

export function sourceState(source: ListSource, now: Date): SourceState {
  const { failureCount, succeededAt, everySeconds } = source;
  if (failureCount > 0) return "failing";
  if (succeededAt === undefined) return "new";
  const ageSeconds = (now.getTime() - Date.parse(succeededAt)) / 1000;
  return ageSeconds > LATE_INTERVALS * everySeconds ? "late" : "fresh";
}
