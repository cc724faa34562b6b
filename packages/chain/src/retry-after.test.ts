import { expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const NOW = Date.UTC(2026, 10, 27, 12, 0, 0);

it.each([
  ["0", 0],
  ["30", 30_000],
  [" 1.5 ", 1_500],
  [["7", "9"], 7_000],
  ["Fri, 27 Nov 2026 12:01:30 GMT", 90_000],
  ["Fri, 27 Nov 2026 11:00:00 GMT", 0],
  ["soon", undefined],
  ["-5", undefined],
  ["1e9", undefined],
  ["2026", 2_026_000],
  ["", undefined],
  [undefined, undefined],
])("reads %j as %j ms", (value, expected) => {
  expect(parseRetryAfter(value, NOW)).toBe(expected);
});
