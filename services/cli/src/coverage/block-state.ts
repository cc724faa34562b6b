import type { CoveredStretch, MissingStretch } from "@redflag/store/coverage-stretch";
import pc from "picocolors";

/** What is known of a block, in one letter. Weakest first: of many blocks in one place the weakest is shown. */
export const BLOCK_STATES = {
  missing: { letter: ".", text: "missing", colour: pc.red },
  caught: { letter: "!", text: "the word of an endpoint that was caught", colour: pc.red },
  unproven: { letter: "u", text: "unproven", colour: pc.yellow },
  bloom: { letter: "b", text: "held against the bloom", colour: pc.yellow },
  self_consistent_sample: { letter: "s", text: "a sample self-consistent", colour: pc.cyan },
  proven_sample: { letter: "p", text: "a sample proven", colour: pc.cyan },
  peers: { letter: "2", text: "two hosts alike", colour: pc.green },
  self_consistent: { letter: "S", text: "self-consistent", colour: pc.green },
  proven: { letter: "P", text: "proven", colour: pc.green },
} as const;
export type BlockState = keyof typeof BLOCK_STATES;

const WEAKEST_FIRST = Object.keys(BLOCK_STATES) as BlockState[];

/** @param caught names of endpoints that were shown to have lied */
export function stateOf(stretch: CoveredStretch | MissingStretch, caught: ReadonlySet<string>): BlockState {
  if (stretch.kind === "missing") return "missing";
  if (restsOnOneWord(stretch) && caught.has(stretch.endpoint)) return "caught";
  const { level } = stretch;
  if (level === "proven" || level === "self_consistent") return restsOnOneWord(stretch) ? `${level}_sample` : level;
  return level;
}

/** Not every block of it is proven, and no peer says the same: something could be missing unseen. */
export function restsOnOneWord({ from, to, level, provenBlockCount }: CoveredStretch): boolean {
  return level !== "peers" && provenBlockCount < to - from + 1;
}

export function weaker(a: BlockState, b: BlockState): BlockState {
  return WEAKEST_FIRST.indexOf(a) <= WEAKEST_FIRST.indexOf(b) ? a : b;
}
