import type { BlockSpan } from "@redflag/store/block-span";
import fc from "fast-check";
import { expect, test } from "vitest";
import { countBlocks, cutAtMultiples, withoutSpans } from "./span.ts";

const spans = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 40 })), { maxLength: 6 })
  .map((rows) => {
    let next = 0;
    return rows.map(([gap, length]) => {
      const from = next + gap;
      next = from + length + 1;
      return { from, to: from + length };
    });
  });

function numbersOf(of: readonly BlockSpan[]): number[] {
  return of.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

test("what is left has each block that only the first have, in order", () => {
  fc.assert(
    fc.property(spans, spans, (some, others) => {
      const taken = new Set(numbersOf(others));
      const left = withoutSpans(some, others);
      expect(numbersOf(left)).toEqual(numbersOf(some).filter((number) => !taken.has(number)));
      expect(countBlocks(left)).toBe(numbersOf(left).length);
    }),
  );
});

test("pieces are the same whoever cuts them", () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 1, max: 20 }), (some, width) => {
      const pieces = cutAtMultiples(some, width, Number.MAX_SAFE_INTEGER);
      expect(numbersOf(pieces)).toEqual(numbersOf(some));
      for (const { from, to } of pieces) expect(Math.floor(from / width)).toBe(Math.floor(to / width));
      const half = Math.floor(pieces.length / 2);
      expect(cutAtMultiples(some, width, half)).toEqual(pieces.slice(0, half));
      expect(cutAtMultiples(pieces.slice(half), width, Number.MAX_SAFE_INTEGER)).toEqual(pieces.slice(half));
    }),
  );
});
