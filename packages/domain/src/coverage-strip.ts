import { COVERAGE_STATES, type CoverageState } from "./coverage-state.ts";

/** Block numbers, both inclusive. */
interface Span {
  from: number;
  to: number;
}

/** Neighbouring blocks of a chain as one place of a strip. */
export interface CoverageCell extends Span {
  /** The one that most calls for a look. */
  state: CoverageState;
  /** How many blocks are in each state, in the order of the states; together they are all of them. */
  parts: Array<{ state: CoverageState; blocks: number }>;
  lies: number;
  undecided: number;
}

/** A span of blocks, folded into cells as equal as may be. What nothing was said of is missing. */
export class CoverageStrip {
  readonly #span: Span;
  readonly #cells: Array<{ blocks: Map<CoverageState, number>; lies: number; undecided: number }>;

  /** @param cellsMax a short span has a cell for each block */
  constructor(span: Span, cellsMax: number) {
    this.#span = span;
    const length = Math.min(cellsMax, span.to - span.from + 1);
    this.#cells = Array.from({ length }, () => ({ blocks: new Map(), lies: 0, undecided: 0 }));
  }

  /** Blocks from..to of the span are in this state. Each block is spoken of once at most. */
  add({ from, to }: Span, state: CoverageState): void {
    for (let index = this.#indexOf(from); index <= this.#indexOf(to); index++) {
      const cell = this.#spanOf(index);
      const blocks = Math.min(to, cell.to) - Math.max(from, cell.from) + 1;
      const known = this.#cells[index]?.blocks;
      known?.set(state, (known.get(state) ?? 0) + blocks);
    }
  }

  /** So many answers about a block of the span were shown to be wrong, and so many differ from another. */
  addAnswers(block: number, { lies, undecided }: { lies: number; undecided: number }): void {
    const cell = this.#cells[this.#indexOf(block)];
    if (cell === undefined) return;
    cell.lies += lies;
    cell.undecided += undecided;
  }

  get cells(): CoverageCell[] {
    return this.#cells.map(({ blocks, lies, undecided }, index) => {
      const { from, to } = this.#spanOf(index);
      const told = [...blocks.values()].reduce((sum, count) => sum + count, 0);
      const all = new Map(blocks).set("missing", (blocks.get("missing") ?? 0) + to - from + 1 - told);
      const parts = COVERAGE_STATES.flatMap((state) => {
        const count = all.get(state) ?? 0;
        return count === 0 ? [] : [{ state, blocks: count }];
      });
      return { from, to, state: parts[0]?.state ?? "missing", parts, lies, undecided };
    });
  }

  #indexOf(block: number): number {
    const { from, to } = this.#span;
    return Math.floor(((block - from) * this.#cells.length) / (to - from + 1));
  }

  #spanOf(index: number): Span {
    return { from: this.#startOf(index), to: this.#startOf(index + 1) - 1 };
  }

  #startOf(index: number): number {
    const { from, to } = this.#span;
    return from + Math.ceil((index * (to - from + 1)) / this.#cells.length);
  }
}
