import type { BlockSpan } from "@redflag/store/block-span";
import { BLOCK_STATES, type BlockState, letterText, weaker } from "./block-state.ts";

/** A span of blocks as one line of letters; each stands for as many blocks, and shows the weakest of them. */
export class BlockStrip {
  readonly #span: BlockSpan;
  readonly #cells: Array<BlockState | undefined>;

  /** @param width letters at most; a short span has one for each block */
  constructor(span: BlockSpan, width: number) {
    this.#span = span;
    this.#cells = Array.from({ length: Math.min(width, span.to - span.from + 1) });
  }

  /** Blocks from..to of the span are in this state. */
  add({ from, to }: BlockSpan, state: BlockState): void {
    for (let cell = this.#cellOf(from); cell <= this.#cellOf(to); cell++) {
      const present = this.#cells[cell];
      this.#cells[cell] = present === undefined ? state : weaker(present, state);
    }
  }

  get letters(): string {
    return this.#cells.map((state) => (state === undefined ? " " : BLOCK_STATES[state].letter)).join("");
  }

  /** The same in the colours that the terminal has. */
  get coloured(): string {
    return this.#cells.map((state) => (state === undefined ? " " : letterText(state))).join("");
  }

  /** What each letter of the strip means: those that are in it. */
  get legend(): string {
    const present = (Object.keys(BLOCK_STATES) as BlockState[]).filter((state) => this.#cells.includes(state));
    return present.map((state) => `${letterText(state)} ${BLOCK_STATES[state].text}`).join(" · ");
  }

  #cellOf(block: number): number {
    const { from, to } = this.#span;
    return Math.floor(((block - from) * this.#cells.length) / (to - from + 1));
  }
}
