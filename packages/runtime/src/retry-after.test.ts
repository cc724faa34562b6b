import { expect, test } from "vitest";
import { parseRetryAfter, RetryAfter, retryAfterSecondsOf } from "./retry-after.ts";

const now = new Date("2026-11-27T00:00:00Z");

test.each([
  ["120", 120],
  ["0", 0],
  ["Fri, 27 Nov 2026 00:01:30 GMT", 90],
  ["Thu, 26 Nov 2026 00:00:00 GMT", 0],
  ["-5", undefined],
  ["1e9", undefined],
  ["soon", undefined],
  ["99999999999", undefined],
  ["Fri, 99 Nov 2026 00:01:30 GMT", undefined],
])("%s is %s s", (text, seconds) => {
  expect(parseRetryAfter(text, now)?.seconds).toBe(seconds);
});

test("it is found behind whatever was told of it since", () => {
  const error = new Error("outer", { cause: new Error("inner", { cause: new RetryAfter(7) }) });
  expect([retryAfterSecondsOf(error), retryAfterSecondsOf(new Error("other"))]).toEqual([7, undefined]);
});
