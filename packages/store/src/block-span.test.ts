import fc from "fast-check";
import { expect, test } from "vitest";
import { missingSpans, splitAtMultiples } from "./block-span.ts";

const span = fc.tuple(fc.nat(500), fc.nat(60)).map(([from, length]) => ({ from, to: from + length }));

test("pieces cover the span in order and none crosses a multiple of the width", () => {
  fc.assert(
    fc.property(span, fc.integer({ min: 1, max: 50 }), (whole, width) => {
      const pieces = splitAtMultiples(whole, width);
      expect(pieces[0]?.from).toBe(whole.from);
      expect(pieces.at(-1)?.to).toBe(whole.to);
      for (const [index, piece] of pieces.entries()) {
        expect(piece.from).toBeLessThanOrEqual(piece.to);
        expect(Math.floor(piece.from / width)).toBe(Math.floor(piece.to / width));
        if (index > 0) {
          expect(piece.from).toBe((pieces[index - 1]?.to ?? 0) + 1);
          expect(piece.from % width).toBe(0);
        }
      }
    }),
  );
});

test("missing spans are exactly the absent numbers, as few spans as possible", () => {
  fc.assert(
    fc.property(span, fc.uniqueArray(fc.nat(600)), (whole, numbers) => {
      const present = new Set(numbers);
      const spans = missingSpans(whole.from, whole.to, present);
      const absent = spans.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      const all = Array.from({ length: whole.to - whole.from + 1 }, (_, i) => whole.from + i);
      expect(absent).toEqual(all.filter((number) => !present.has(number)));
      for (const [index, { from }] of spans.entries()) {
        if (index > 0) expect(from).toBeGreaterThan((spans[index - 1]?.to ?? 0) + 1);
      }
    }),
  );
});
