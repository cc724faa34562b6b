import { expect, test } from "vitest";
import { rangeOf } from "./replay-range.ts";

test("times are taken as UTC, and what was delivered is sent again only where that is said", () => {
  expect(rangeOf({ since: "", until: "", delivered: false })).toEqual({ states: ["dead"] });
  expect(rangeOf({ since: "2026-01-05T12:00", until: "2026-01-05T12:30:15", delivered: true })).toEqual({
    since: "2026-01-05T12:00:00.000Z",
    until: "2026-01-05T12:30:15.000Z",
    states: ["dead", "delivered"],
  });
});

test("a range that ends before it begins, or at no time, is none", () => {
  expect(rangeOf({ since: "2026-01-05T12:00", until: "2026-01-05T12:00", delivered: false })).toBeUndefined();
  expect(rangeOf({ since: "soon", until: "", delivered: false })).toBeUndefined();
});
