import fc from "fast-check";
import { expect, test } from "vitest";
import { NEWCOMERS_MIN, NewcomerBounds, newcomersAt } from "./newcomer-bounds.ts";
import { EDGES_OF_ADDRESS_MAX } from "./pair-links.ts";

const shares = fc.double({ min: NEWCOMERS_MIN, max: 0.99, noNaN: true });
const counts = fc.integer({ min: 1, max: EDGES_OF_ADDRESS_MAX });

test("no number of newcomers is more surprising than its bound, wherever the share goes", () => {
  const bounds = new NewcomerBounds();
  const asked = fc.tuple(shares, counts, counts).filter(([, newcomers, count]) => newcomers <= count);
  fc.assert(
    fc.property(asked, ([share, newcomers, count]) => {
      const most = bounds.moveTo(share).mostOf(newcomers, count);
      expect(newcomersAt(share, newcomers, count)).toBeLessThanOrEqual(most + 1e-9);
    }),
    { numRuns: 2_000 },
  );
});

test("the bound is near where newcomers are not rare", () => {
  const bounds = new NewcomerBounds().moveTo(0.4);
  expect(bounds.mostOf(20, 20) - newcomersAt(0.4, 20, 20)).toBeLessThan(0.05);
});
