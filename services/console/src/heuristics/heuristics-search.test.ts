import { expect, test } from "vitest";
import { readCapacitySearch, readHeuristicsSearch, readTrySearch } from "./heuristics-search.ts";

test("a URL that nobody of us made shows everything", () => {
  expect(readHeuristicsSearch({ q: 3, show: "all" })).toEqual({});
  expect(readHeuristicsSearch({ q: "", show: "off" })).toEqual({ show: "off" });
});

test("what a link brings to a rule or to the line is taken where it is fit", () => {
  expect(readTrySearch({ try: { sharePercent: 80 } })).toEqual({ try: { sharePercent: 80 } });
  for (const brought of ["80", null, [80], 80]) expect(readTrySearch({ try: brought })).toEqual({});
  expect(readCapacitySearch({ perDay: 12 })).toEqual({ perDay: 12 });
  for (const perDay of [0, 1.5, "12", 10_000_000]) expect(readCapacitySearch({ perDay })).toEqual({});
});
