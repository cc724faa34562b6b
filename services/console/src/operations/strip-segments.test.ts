import fc from "fast-check";
import { expect, test } from "vitest";
import { around, type StripCell, STRIP_STATES, segmentAt, segmentsOf, sumSegments, wider } from "./strip-segments.ts";

const cellsArbitrary = fc
  .tuple(
    fc.nat(20_000_000),
    fc.array(
      fc.record({ length: fc.integer({ min: 1, max: 50_000 }), state: fc.constantFrom(...STRIP_STATES), lies: fc.nat(2) }),
      { minLength: 1, maxLength: 60 },
    ),
  )
  .map(([start, parts]) => {
    let next = start;
    return parts.map(({ length, state, lies }): StripCell => {
      const from = next;
      next += length;
      return { from, to: next - 1, state, lies };
    });
  });

test("every block is in one segment, in the state that its cell had, and no lie is lost", () => {
  fc.assert(
    fc.property(cellsArbitrary, fc.nat(), (cells, pick) => {
      const segments = segmentsOf(cells);
      segments.forEach((segment, i) => {
        const next = segments[i + 1];
        if (next !== undefined) expect(next.from).toBe(segment.to + 1);
      });
      const cell = cells[pick % cells.length] as StripCell;
      expect(segmentAt(segments, cell.from)?.state).toBe(cell.state);
      expect(segmentAt(segments, cell.to)?.state).toBe(cell.state);
      expect(sumSegments(segments).lies).toBe(cells.reduce((sum, { lies }) => sum + lies, 0));
      expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
      expect(segments.at(0)?.start).toBe(0);
    }),
  );
});

test("neighbours that say the same are one, but never across a lie", () => {
  const cell = (from: number, lies = 0): StripCell => ({ from, to: from + 9, state: "proven", lies });
  expect(segmentsOf([cell(0), cell(10), cell(20, 1), cell(30)]).map(({ from, to, lies }) => [from, to, lies])).toEqual([
    [0, 19, 0],
    [20, 29, 1],
    [30, 39, 0],
  ]);
  expect(segmentsOf([])).toEqual([]);
});

test("zooming in keeps the segment in the middle, and zooming out ends with the whole", () => {
  const whole = { from: 100, to: 1_099 };
  expect(around({ from: 500, to: 509 }, whole)).toEqual({ from: 490, to: 519 });
  expect(around({ from: 100, to: 100 }, whole)).toEqual({ from: 100, to: 101 });
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 1_099 }), (from) => {
      let range: { from: number; to: number } | undefined = { from, to: from };
      for (let steps = 0; range !== undefined; steps++) {
        expect(steps).toBeLessThan(20);
        range = wider(range, whole);
      }
    }),
  );
});
