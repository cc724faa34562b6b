import fc from "fast-check";
import { expect, test } from "vitest";
import { COVERAGE_STATES, type CoverageState } from "./coverage-state.ts";
import { CoverageStrip } from "./coverage-strip.ts";

const state = fc.constantFrom(...COVERAGE_STATES.filter((word) => word !== "missing"));
/** Runs of blocks, one after the other; undefined is a gap. */
const runs = fc.array(
  fc.record({ length: fc.integer({ min: 1, max: 5_000_000 }), state: fc.option(state, { nil: undefined }) }),
  { minLength: 1, maxLength: 30 },
);

test("every block is in exactly one cell, and no state, gap or lie is lost by folding", () => {
  fc.assert(
    fc.property(
      runs,
      fc.nat(10_000_000),
      fc.integer({ min: 1, max: 400 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (all, begin, cellsMax, at) => {
        const length = all.reduce((sum, run) => sum + run.length, 0);
        const span = { from: begin, to: begin + length - 1 };
        const strip = new CoverageStrip(span, cellsMax);
        const expected = new Map<CoverageState, number>();
        const lies: number[] = [];
        let from = span.from;
        for (const run of all) {
          const to = from + run.length - 1;
          if (run.state !== undefined) strip.add({ from, to }, run.state);
          const word = run.state ?? "missing";
          expected.set(word, (expected.get(word) ?? 0) + run.length);
          const block = from + Math.floor((at.next().value ?? 0) * run.length);
          strip.addAnswers(block, { lies: 2, undecided: 1 });
          lies.push(block);
          from = to + 1;
        }
        const { cells } = strip;
        expect(cells).toHaveLength(Math.min(cellsMax, length));
        expect(cells[0]?.from).toBe(span.from);
        expect(cells.at(-1)?.to).toBe(span.to);
        for (const [index, cell] of cells.entries()) {
          if (index > 0) expect(cell.from).toBe((cells[index - 1]?.to ?? 0) + 1);
          expect(cell.to).toBeGreaterThanOrEqual(cell.from);
          expect(cell.parts.reduce((sum, part) => sum + part.blocks, 0)).toBe(cell.to - cell.from + 1);
          expect(cell.state).toBe(cell.parts[0]?.state);
          const within = lies.filter((block) => block >= cell.from && block <= cell.to).length;
          expect([cell.lies, cell.undecided]).toEqual([2 * within, within]);
        }
        const folded = new Map<CoverageState, number>();
        for (const { state: word, blocks } of cells.flatMap(({ parts }) => parts)) {
          folded.set(word, (folded.get(word) ?? 0) + blocks);
        }
        expect([...folded].sort()).toEqual([...expected].sort());
      },
    ),
  );
});

test("one missing block among millions shows in its cell before everything else", () => {
  const strip = new CoverageStrip({ from: 0, to: 19_999_999 }, 400);
  strip.add({ from: 0, to: 7_654_320 }, "proven");
  strip.add({ from: 7_654_322, to: 19_999_999 }, "proven");
  const calling = strip.cells.filter((cell) => cell.state !== "proven");
  expect(calling).toEqual([
    {
      ...{ from: 7_650_000, to: 7_699_999, state: "missing", lies: 0, undecided: 0 },
      parts: [
        { state: "missing", blocks: 1 },
        { state: "proven", blocks: 49_999 },
      ],
    },
  ]);
});
