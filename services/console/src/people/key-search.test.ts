import { expect, test } from "vitest";
import { readKeySearch } from "./key-search.ts";

const ID = "5b2b4b62-25c6-4f0d-8f2e-3a2f3ad2c0de";

test("what no list of keys could be asked for is left out", () => {
  const search = { subscriber: ID, createdBy: `user:${ID}`, of: "sandbox" };
  expect(readKeySearch(search)).toEqual(search);
  expect(readKeySearch({ createdBy: "system" })).toEqual({ createdBy: "system" });
  expect(readKeySearch({ subscriber: "x", createdBy: ID, of: "own" })).toEqual({});
});
