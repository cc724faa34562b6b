import { expect, test } from "vitest";
import { parseQuantity } from "./quantity.ts";

test("an amount of the API's words is told apart from its unit", () => {
  expect(parseQuantity("1,250.5 USDT")).toEqual({ amount: "1250.5", unit: "USDT" });
  expect(parseQuantity("600,000 TRY")).toEqual({ amount: "600000", unit: "TRY" });
  expect(parseQuantity("17 base units of 0xabc")).toBeUndefined();
});
