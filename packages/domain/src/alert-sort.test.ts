import { expect, test } from "vitest";
import { ALERT_SORTS, alertSortOf, leftOutBySort } from "./alert-sort.ts";

test("unless told, the strongest come first, and of withdrawn ones alone the newest", () => {
  expect(alertSortOf({})).toBe("rank");
  expect(alertSortOf({ state: ["final", "withdrawn"] })).toBe("rank");
  expect(alertSortOf({ state: ["withdrawn"] })).toBe("newest");
  expect(alertSortOf({ state: ["withdrawn"], sort: "due" })).toBe("due");
});

test("an order in which nothing that is asked for has a place is told", () => {
  const left = (asked: object) => ALERT_SORTS.filter((sort) => leftOutBySort({ sort, ...asked }) !== undefined);
  expect(left({})).toEqual([]);
  expect(left({ state: ["withdrawn"] })).toEqual(["rank", "severity", "amount"]);
  expect(left({ review: ["closed"] })).toEqual(["oldest", "due"]);
  expect(leftOutBySort({ state: ["withdrawn"] })).toBeUndefined();
});
