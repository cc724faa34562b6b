import fc from "fast-check";
import { expect, test } from "vitest";
import { findFirstBlockAt } from "./block-at-time.ts";

test("it is the first that is not before, however long blocks stand still", async () => {
  const steps = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.integer({ min: -5, max: 2_500 }),
      fc.integer({ min: 0, max: 50 }),
      async (gaps, at, low) => {
        let time = 0;
        const times = gaps.map((gap) => {
          time += gap;
          return time;
        });
        let asked = 0;
        const timeOf = async (block: number) => {
          asked++;
          return times[block - low] ?? Number.NaN;
        };
        const found = await findFirstBlockAt(timeOf, low, low + times.length - 1, at);
        const expected = times.findIndex((each) => each >= at);
        expect(found).toBe(low + (expected === -1 ? times.length : expected));
        expect(asked).toBeLessThanOrEqual(1 + Math.ceil(Math.log2(times.length + 1)));
      },
    ),
  );
});
