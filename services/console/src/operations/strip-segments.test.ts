import type { CoverageCell } from "@redflag/contract/http/routes/coverage";
import { COVERAGE_STATES } from "@redflag/domain/coverage-state";
import fc from "fast-check";
import { expect, test } from "vitest";
import { around, mendOf, runOf, segmentAt, segmentsOf, wider } from "./strip-segments.ts";

function cellOf(from: number, length: number, state: CoverageCell["state"], lies = 0, undecided = 0): CoverageCell {
  return { from, to: from + length - 1, state, parts: [{ state, blocks: length }], lies, undecided };
}

const cellsArbitrary = fc
  .tuple(
    fc.nat(20_000_000),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 50_000 }), fc.constantFrom(...COVERAGE_STATES), fc.nat(2), fc.nat(1)), {
      minLength: 1,
      maxLength: 60,
    }),
  )
  .map(([start, parts]) => {
    let next = start;
    return parts.map(([length, ...said]) => {
      const cell = cellOf(next, length, ...said);
      next += length;
      return cell;
    });
  });

test("every block is in one segment, in the state that its cell had, and nothing contradicted is lost", () => {
  fc.assert(
    fc.property(cellsArbitrary, fc.nat(), (cells, pick) => {
      const segments = segmentsOf(cells);
      segments.forEach((segment, i) => {
        expect(segments[i + 1]?.from ?? segment.to + 1).toBe(segment.to + 1);
        expect(segment.parts.reduce((sum, { blocks }) => sum + blocks, 0)).toBe(segment.to - segment.from + 1);
      });
      const cell = cells[pick % cells.length] ?? cellOf(0, 1, "missing");
      for (const block of [cell.from, cell.to]) expect(segmentAt(segments, block)?.state).toBe(cell.state);
      for (const key of ["lies", "undecided"] as const) {
        const sum = (all: ReadonlyArray<Pick<CoverageCell, typeof key>>) => all.reduce((n, one) => n + one[key], 0);
        expect(sum(segments)).toBe(sum(cells));
      }
      expect(segments.at(0)?.start).toBe(0);
      expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    }),
  );
});

test("neighbours that say the same are one, but never across a lie, and given cells stay as they were", () => {
  const cells = [
    cellOf(0, 10, "proven"),
    cellOf(10, 10, "proven"),
    cellOf(20, 10, "proven", 1),
    cellOf(30, 10, "proven"),
  ];
  const before = structuredClone(cells);
  expect(segmentsOf(cells).map(({ from, to, lies }) => [from, to, lies])).toEqual([
    [0, 19, 0],
    [20, 29, 1],
    [30, 39, 0],
  ]);
  expect(cells).toEqual(before);
  expect(segmentsOf([])).toEqual([]);
});

test("what a lie splits is mended as one", () => {
  const states = ["proven", "missing", "missing", "missing", "proven"] as const;
  const segments = segmentsOf(states.map((state, i) => cellOf(i * 10, 10, state, i === 2 ? 1 : 0)));
  expect(segments.map((segment) => runOf(segments, segment))).toEqual([
    { from: 0, to: 9 },
    ...Array.from({ length: 3 }, () => ({ from: 10, to: 39 })),
    { from: 40, to: 49 },
  ]);
});

test("zooming in keeps the stretch in the middle, and zooming out ends with the whole", () => {
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

test("the past is backfilled, everything else repaired, and what is not final or was dropped is left", () => {
  expect(mendOf({ state: "missing", to: 99 }, 100)).toBe("backfill");
  expect(mendOf({ state: "missing", to: 100 }, 100)).toBe("repair");
  expect(mendOf({ state: "unproven", to: 99 }, 100)).toBe("repair");
  expect(mendOf({ state: "provisional", to: 99 }, 100)).toBeUndefined();
  expect(mendOf({ state: "awaited", to: 199 }, 100)).toBeUndefined();
  expect(mendOf({ state: "dropped", to: 99 }, 100)).toBeUndefined();
});
