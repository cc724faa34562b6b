import { expect, test } from "vitest";
import { decimalSum, wholeUnits } from "./decimal-sum.ts";

test.each([
  [[], "0"],
  [["158", "195.5"], "353.5"],
  [["0.1", "0.2"], "0.3"],
  [["9007199254740993", "0.000001"], "9007199254740993.000001"],
  [["-0.5", "0.25"], "-0.25"],
  [["1.50", "0.50"], "2"],
])("%j adds up to %s", (amounts, sum) => {
  expect(decimalSum(amounts)).toBe(sum);
});

test.each([
  ["15000000000", 6, "15000"],
  ["1", 6, "0.000001"],
  ["1234567", 6, "1.234567"],
  ["42", 0, "42"],
])("%s base units with %i decimals are %s", (units, decimals, amount) => {
  expect(wholeUnits(units, decimals)).toBe(amount);
});
