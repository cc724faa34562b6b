import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, JOB_BLOCKS } from "./plan-reads.ts";

const missing = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 700 })), { maxLength: 6 })
  .map((rows) => {
    let next = 0;
    return rows.map(([gap, length]) => {
      const from = next + gap;
      next = from + length + 1;
      return { from, to: from + length };
    });
  });

test("the pieces are the beginning of what is missing: in order, without overlap, none larger than a job", () => {
  fc.assert(
    fc.property(missing, (ranges) => {
      const wanted = ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      const planned = cut(ranges).flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      expect(planned).toEqual(wanted.slice(0, planned.length));
      expect(planned.length).toBeGreaterThanOrEqual(Math.min(wanted.length, JOB_BLOCKS));
      for (const { from, to } of cut(ranges)) expect(to - from).toBeLessThan(JOB_BLOCKS);
    }),
  );
});

test("only the newest piece changes its bounds while the head grows", () => {
  const before = cut([{ from: 130, to: 420 }]);
  const after = cut([{ from: 130, to: 433 }]);
  expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
});
