import { expect, test } from "vitest";
import { rangeOf, readChainSearch } from "./chain-search.ts";

test("a range is taken whole or not at all, and a block by itself", () => {
  expect(readChainSearch({ from: 5, to: 9, at: 7 })).toEqual({ from: 5, to: 9, at: 7 });
  expect(readChainSearch({ from: "5", to: "5" })).toEqual({ from: 5, to: 5 });
  for (const [from, to] of [
    [9, 5],
    [5, undefined],
    [-1, 5],
    [1.5, 5],
    ["x", 5],
    [5, 2 ** 60],
  ]) {
    expect(readChainSearch({ from, to, at: 0 })).toEqual({ at: 0 });
  }
  expect(rangeOf({ from: 5, to: 9 })).toEqual({ from: 5, to: 9 });
  expect(rangeOf({ at: 9 })).toBeUndefined();
});
