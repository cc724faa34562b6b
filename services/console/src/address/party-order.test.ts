import { expect, test } from "vitest";
import { compareUnits, unitsOf } from "./party-order.ts";

test("amounts are ordered exactly, however long they are", () => {
  const amounts = ["9007199254740993.000000000000000001", "9007199254740993", "10", "9.5", "0"];
  expect(amounts.toSorted((a, b) => compareUnits(unitsOf(b), unitsOf(a)))).toEqual(amounts);
});
