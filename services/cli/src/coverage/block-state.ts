import { type CoverageState, checkedStateOf, restsOnOneWord } from "@redflag/domain/coverage-state";
import type { CoveredStretch, MissingStretch } from "@redflag/store/coverage-stretch";
import { type Colour, colours } from "../colours.ts";

/** What is known of a block, in one letter. Weakest first: of many blocks in one place the weakest is shown. */
export const BLOCK_STATES = {
  missing: { letter: ".", text: "missing", colour: "red" },
  caught: { letter: "!", text: "the word of an endpoint that was caught", colour: "red" },
  unproven: { letter: "u", text: "unproven", colour: "yellow" },
  bloom: { letter: "b", text: "held against the bloom", colour: "yellow" },
  self_consistent_sample: { letter: "s", text: "a sample self-consistent", colour: "cyan" },
  proven_sample: { letter: "p", text: "a sample proven", colour: "cyan" },
  peers: { letter: "2", text: "two hosts alike", colour: "green" },
  self_consistent: { letter: "S", text: "self-consistent", colour: "green" },
  proven: { letter: "P", text: "proven", colour: "green" },
} as const satisfies Partial<Record<CoverageState, { letter: string; text: string; colour: Colour }>>;
export type BlockState = keyof typeof BLOCK_STATES;

const WEAKEST_FIRST = Object.keys(BLOCK_STATES) as BlockState[];

/** Its letter, in its colour. */
export function letterText(state: BlockState): string {
  const { letter, colour } = BLOCK_STATES[state];
  return colours()[colour](letter);
}

/** @param caught names of endpoints that were shown to have lied */
export function stateOf(stretch: CoveredStretch | MissingStretch, caught: ReadonlySet<string>): BlockState {
  if (stretch.kind === "missing") return "missing";
  return checkedStateOf({ level: stretch.level, isWhole: isWhole(stretch), isCaught: caught.has(stretch.endpoint) });
}

/** Something could be missing of it unseen. */
export function isUnvouched(stretch: CoveredStretch): boolean {
  return restsOnOneWord({ level: stretch.level, isWhole: isWhole(stretch) });
}

function isWhole({ from, to, provenBlockCount }: CoveredStretch): boolean {
  return provenBlockCount === to - from + 1;
}

export function weaker(a: BlockState, b: BlockState): BlockState {
  return WEAKEST_FIRST.indexOf(a) <= WEAKEST_FIRST.indexOf(b) ? a : b;
}
