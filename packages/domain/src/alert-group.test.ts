import fc from "fast-check";
import { expect, test } from "vitest";
import { type GroupedAlert, groupAlerts, groupManyAlerts } from "./alert-group.ts";
import type { Hash } from "./hex.ts";

const idOf = (n: number): Hash => `0x${n.toString(16).padStart(64, "0")}`;
const payment = fc.nat(14);
const alerts: fc.Arbitrary<GroupedAlert[]> = fc
  .array(
    fc.record({
      firstBlock: fc.nat(5),
      opening: fc.uniqueArray(payment, { minLength: 1, maxLength: 4 }),
      more: fc.array(payment, { maxLength: 4 }),
    }),
    { maxLength: 14 },
  )
  .map((drawn) =>
    drawn.map(({ firstBlock, opening, more }, n) => {
      return { id: idOf(n), firstBlock, opening, payments: new Set([...opening, ...more]) };
    }),
  );

test("going from payment to payment gives the groups that looking at every pair gives", () => {
  fc.assert(
    fc.property(alerts, (given) => {
      expect(groupManyAlerts(given)).toEqual(groupAlerts(given));
    }),
    { numRuns: 3_000 },
  );
});
