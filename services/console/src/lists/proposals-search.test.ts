import { expect, test } from "vitest";
import { readProposalsSearch } from "./proposals-search.ts";

test("without a word it is what waits, of every list, by everybody", () => {
  expect(readProposalsSearch({})).toEqual({});
  expect(readProposalsSearch({ state: "waiting", list: "No List", of: "ana" })).toEqual({});
});

test("what is asked for is kept", () => {
  const search = { state: "decided", list: "nbctf-orders", of: "own" };
  expect(readProposalsSearch({ ...search, other: 1 })).toEqual(search);
});
