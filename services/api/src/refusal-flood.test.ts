import { expect, test } from "vitest";
import { RefusalFlood } from "./refusal-flood.ts";

test("one a minute of each kind is told, with how many of the minute before were not", () => {
  const flood = new RefusalFlood();
  expect(flood.admit("a", 0)).toBe(0);
  expect(flood.admit("a", 1)).toBeUndefined();
  expect(flood.admit("a", 59_999)).toBeUndefined();
  expect(flood.admit("b", 59_999)).toBe(0);
  expect(flood.admit("a", 60_000)).toBe(2);
  expect(flood.admit("a", 120_000)).toBe(0);
});

test("it remembers so many kinds at most, and forgets the oldest", () => {
  const flood = new RefusalFlood();
  for (let i = 0; i <= 10_000; i++) flood.admit(String(i), 0);
  expect(flood.admit("10000", 1)).toBeUndefined();
  expect(flood.admit("0", 1)).toBe(0);
});
