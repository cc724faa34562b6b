import type { Chain } from "@redflag/domain/chain";
import { durationText } from "@redflag/domain/duration-text";
import type { LookbackStanding } from "@redflag/store/lookback";
import { countOf, grouped } from "./count-text.ts";

/**
 * Because of what a chain's past is looked at, how far that has come, and what it has found.
 * @param now unix seconds
 */
export function lookbackText({ title }: Chain, lookback: LookbackStanding, now: number): string {
  const { listId, version, addedAt, from, to, boundCount, boundText } = lookback;
  const bounds = boundCount === 0 ? "" : `\n  cut off ${countOf(boundCount, "time")}, first: ${boundText}`;
  return (
    `${listId} version ${version} of ${isoOf(addedAt).slice(0, 10)} on ${title}, blocks ${grouped(from)} to ${grouped(to)}` +
    `\n  ${progressText(lookback, now)}${bounds}`
  );
}

function progressText(lookback: LookbackStanding, now: number): string {
  const { entryCount, doneCount, alertCount, begunAt, finishedAt } = lookback;
  if (finishedAt === undefined && (begunAt === undefined || entryCount === undefined)) return waitingText(lookback);
  const found = countOf(alertCount, "alert");
  const entries = countOf(entryCount ?? 0, "new entry", "new entries");
  if (finishedAt === undefined) {
    const secondsLeft = lookbackSecondsLeft(lookback, now);
    const left = secondsLeft === undefined ? "" : `, about ${durationText(secondsLeft)} to go`;
    const held = lookback.isLaneStopped ? "; it waits: the lane has stopped" : "";
    return `${grouped(doneCount)} of ${entries} looked at so far, ${found}${held === "" ? left : held}`;
  }
  if (entryCount === 0)
    return `finished ${isoOf(finishedAt)}: the version brought no address that was not listed before`;
  const skipped = doneCount < (entryCount ?? 0) ? `, ${grouped(doneCount)} of them looked at` : "";
  const took = begunAt === undefined ? "" : ` in ${durationText(Math.max(1, finishedAt - begunAt))}`;
  return `finished ${isoOf(finishedAt)}${took}: ${entries}${skipped}, ${found}`;
}

function waitingText({ to, finalPosition, isLaneStopped, doneCount }: LookbackStanding): string {
  const begun = doneCount === 0 ? "not begun" : `${grouped(doneCount)} entries looked at so far`;
  if (isLaneStopped) return `${begun}: it waits for the lane, which has stopped; see \`redflag doctor\``;
  if (finalPosition < to) {
    return `${begun}: it waits for block ${grouped(to)} to be final; ${grouped(finalPosition)} is`;
  }
  return `${begun}: it waits for its turn, which comes within seconds where \`redflag start\` or a screen process runs`;
}

/** At the pace so far; undefined while there is none. @param now unix seconds */
export function lookbackSecondsLeft(lookback: LookbackStanding, now: number): number | undefined {
  const { entryCount, doneCount, begunAt, finishedAt } = lookback;
  if (finishedAt !== undefined || begunAt === undefined || entryCount === undefined || doneCount === 0)
    return undefined;
  return Math.max(1, Math.round(((now - begunAt) * (entryCount - doneCount)) / doneCount));
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
