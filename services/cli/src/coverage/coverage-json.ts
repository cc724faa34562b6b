import type { Cut } from "@redflag/store/cut";
import type { Disagreement } from "@redflag/store/disagreement";
import type { Lane } from "@redflag/store/lane";
import type { Gap } from "./gap-time.ts";
import { isComplete, type JudgedStretch, type Tally } from "./read-coverage.ts";

/** One line each of `redflag coverage --json`; `kind` comes first. Times are ISO 8601, spans inclusive. */

export function stretchJson({ stretch, state, isOutdated, isUnchecked, asked }: JudgedStretch) {
  const { kind: _, from, to, endpoint, level, ...more } = stretch;
  return {
    ...{ kind: "covered", from, to, endpoint, level, state, provenBlocks: more.provenBlockCount },
    ...{ transfers: more.transferCount, refused: more.refusedCount },
    ...{ filter: isOutdated ? (more.filter === undefined ? "unrecorded" : "outdated") : "today", isUnchecked },
    ...(asked !== undefined && { listedAsked: asked }),
    ...(more.listed?.endpoint !== undefined && { listedEndpoint: more.listed.endpoint }),
    ...(more.listed?.shortfall !== undefined && { listedShortfall: more.listed.shortfall }),
    ...(more.shortfall !== undefined && { shortfall: more.shortfall }),
  };
}

export function gapJson({ from, to, after, before }: Gap) {
  return {
    ...{ kind: "missing", from, to },
    ...(after !== undefined && { after: iso(after) }),
    ...(before !== undefined && { before: iso(before) }),
  };
}

export function disagreementJson({ blockNumber, endpoint, kind, detail, createdAt }: Disagreement) {
  return { kind: "disagreement", block: blockNumber, endpoint, what: kind, detail, at: iso(createdAt) };
}

/** The last line. */
export function summaryJson(
  tally: Tally & { listedLeftOut: number },
  lane: Lane | undefined,
  screeningGaps: number,
  cut: Cut | undefined,
) {
  return {
    kind: "summary",
    complete: isComplete(tally),
    ...tally,
    ...(lane !== undefined && {
      screenedFrom: lane.startBlock,
      screenedTo: lane.headPosition,
      finalTo: lane.finalPosition,
    }),
    ...(lane?.stopped !== undefined && { stopped: lane.stopped.reason }),
    screeningGaps,
    ...(cut !== undefined && { droppedTo: cut.block, droppedAt: iso(cut.cutAt) }),
  };
}

function iso(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
