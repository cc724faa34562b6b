import { expect, test } from "vitest";
import { readPeopleSearch } from "./people-search.ts";

test("what the URL does not say rightly it does not say", () => {
  expect(readPeopleSearch({ role: "ops", state: "locked", words: " ada " })).toEqual({
    role: "ops",
    state: "locked",
    words: "ada",
  });
  expect(readPeopleSearch({ role: "root", state: 1, words: "  ", other: "x" })).toEqual({});
  expect(readPeopleSearch({ words: "x".repeat(200) }).words).toHaveLength(100);
});
