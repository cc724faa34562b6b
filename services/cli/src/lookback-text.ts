import type { Chain } from "@redflag/domain/chain";
import type { Lookback } from "@redflag/store/lookback";
import { countOf, grouped } from "./count-text.ts";

/** How far a lookback has come, and what it has found. */
export function lookbackText({ title }: Chain, lookback: Lookback): string {
  const { listId, version, from, to, boundCount, boundText } = lookback;
  const bounds = boundCount === 0 ? "" : `\n  cut off ${countOf(boundCount, "time")}, first: ${boundText}`;
  return `${listId} version ${version} on ${title}, blocks ${grouped(from)} to ${grouped(to)}\n  ${progressText(lookback)}${bounds}`;
}

function progressText({ entryCount, doneCount, alertCount, finishedAt }: Lookback): string {
  if (entryCount === undefined) return "not begun: it waits for its blocks to be final, or for its turn";
  const found = countOf(alertCount, "alert");
  if (finishedAt === undefined) {
    return `${grouped(doneCount)} of ${countOf(entryCount, "new entry", "new entries")} looked at so far, ${found}`;
  }
  const at = new Date(finishedAt * 1000).toISOString();
  return `finished ${at}: ${countOf(entryCount, "new entry", "new entries")}, ${found}`;
}
