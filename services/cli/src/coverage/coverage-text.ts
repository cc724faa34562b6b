import type { Disagreement } from "@redflag/store/disagreement";
import type { Lane } from "@redflag/store/lane";
import { colours } from "../colours.ts";
import { countOf, grouped } from "../count-text.ts";
import { letterText } from "./block-state.ts";
import { disagreementText } from "./disagreement-text.ts";
import type { Gap } from "./gap-time.ts";
import { gapTimeText } from "./gap-time.ts";
import type { CoverageMeasure, JudgedStretch, Tally } from "./read-coverage.ts";

/** Lines for people about what was found, part by part. */

export function tallyLines({ blocks, coveredBlocks, missingBlocks, gapCount, levels, ...tally }: Tally): string[] {
  const missing =
    missingBlocks === 0
      ? "none is missing"
      : `${countOf(missingBlocks, "is", "are")} missing in ${countOf(gapCount, "gap")}`;
  const faults = [
    faultLine(tally.uncheckedBlocks, "checked less than the policy asks for"),
    faultLine(tally.outdatedBlocks, "read when other contracts or events were known than today"),
    faultLine(tally.caughtBlocks, "on the word of an endpoint that was caught"),
    faultLine(tally.unaskedBlocks, "not (or not to the end) asked of another endpoint for listed addresses"),
  ];
  const refused = tally.refused === 0 ? "" : `, ${countOf(tally.refused, "log")} refused (could not be decoded)`;
  return [
    `${grouped(coveredBlocks)} of ${countOf(blocks, "block")} covered, ${missing}; ${countOf(tally.transfers, "transfer")}${refused}`,
    ...Object.entries(levels).map(([level, of]) => {
      const proven =
        of.provenBlocks === 0 ? "" : `   ${grouped(of.provenBlocks)} of ${grouped(of.blocks)} blocks proven`;
      return `  ${level.padEnd(15)} ${percent(of.blocks, blocks).padStart(7)} ${grouped(of.blocks).padStart(12)}${proven}`;
    }),
    ...faults.flatMap((fault) => fault ?? []),
  ];
}

/** What no stretch can say of itself: the lists are longer than what is asked for. */
export function leftOutLines({ listedLeftOut }: Pick<CoverageMeasure, "listedLeftOut">): string[] {
  if (listedLeftOut === 0) return [];
  const left = countOf(listedLeftOut, "listed address is", "listed addresses are");
  return [`  ${colours().yellow("note")} ${left} beyond what other endpoints are asked for, the least severe`];
}

function faultLine(blocks: number, what: string): string | undefined {
  return blocks === 0 ? undefined : `  ${colours().yellow("note")} ${countOf(blocks, "block")} ${what}`;
}

/** Rounded down: 100 % is all. */
function percent(part: number, whole: number): string {
  return `${(Math.floor((part * 10_000) / whole) / 100).toFixed(2)} %`;
}

export function stretchLine({ stretch, state, isOutdated, asked }: JudgedStretch): string {
  const { from, to, endpoint, level, provenBlockCount, listed, shortfall } = stretch;
  const blocks = to - from + 1;
  const notes = [
    ...(provenBlockCount > 0 && provenBlockCount < blocks
      ? [`${grouped(provenBlockCount)} of ${countOf(blocks, "block")} proven`]
      : []),
    ...(stretch.refusedCount > 0 ? [`${countOf(stretch.refusedCount, "log")} refused`] : []),
    ...(isOutdated
      ? [stretch.filter === undefined ? "not recorded what was asked" : "read with an older log filter"]
      : []),
    ...(state === "caught" ? [colours().red("this endpoint was caught")] : []),
    ...(shortfall === undefined ? [] : [`not checked further: ${shortfall}`]),
    ...(asked === undefined ? [] : [askedText(asked, listed)]),
  ];
  return `${letterText(state)} ${spanText(from, to)}  ${level}  ${endpoint}${notes.map((note) => `; ${note}`).join("")}`;
}

function askedText(asked: NonNullable<JudgedStretch["asked"]>, listed: JudgedStretch["stretch"]["listed"]): string {
  switch (asked) {
    case "today":
      return `listed addresses asked of ${listed?.endpoint}`;
    case "before":
      return `listed addresses asked of ${listed?.endpoint}, by older lists`;
    case "in_part":
      return `listed addresses asked of ${listed?.endpoint}, not to the end: ${listed?.shortfall}`;
    case "never":
      return `listed addresses not asked elsewhere${listed?.shortfall === undefined ? "" : `: ${listed.shortfall}`}`;
  }
}

export function gapLine(gap: Gap): string {
  const count = countOf(gap.to - gap.from + 1, "block");
  return `${letterText("missing")} ${spanText(gap.from, gap.to)}  missing, ${count}${gapTimeText(gap)}`;
}

export function disagreementLine(disagreement: Disagreement): string {
  const { blockNumber, endpoint, createdAt } = disagreement;
  const at = new Date(createdAt * 1_000).toISOString();
  return `  block ${grouped(blockNumber)}: ${endpoint} ${disagreementText(disagreement)} (${at})`;
}

export function laneLine(lane: Lane | undefined, gaps: number): string {
  if (lane === undefined) return "screening has not begun";
  const stopped = lane.stopped === undefined ? "" : `; ${colours().red("stopped")}: ${lane.stopped.reason}`;
  const open = gaps === 0 ? "" : `; ${countOf(gaps, "transfer")} on which a rule failed`;
  const { startBlock, headPosition, finalPosition } = lane;
  const to =
    headPosition < startBlock
      ? `from block ${startBlock} on, nothing yet`
      : `${spanText(startBlock, headPosition)}, final to ${grouped(finalPosition)}`;
  return `screened: ${to}${open}${stopped}`;
}

export function spanText(from: number, to: number): string {
  return from === to ? `block ${grouped(from)}` : `blocks ${grouped(from)} to ${grouped(to)}`;
}

/** "… and 312 more; --json has all" */
export function moreLine(count: number, shown: number): string[] {
  return count > shown ? [`  … and ${grouped(count - shown)} more; --json has all`] : [];
}
