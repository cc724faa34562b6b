import { expect, test } from "vitest";
import { durationText } from "./duration-text.ts";

test.each([
  [0, "0 s"],
  [59, "59 s"],
  [60, "1 min"],
  [3_661, "1 h 1 min"],
  [86_399, "23 h 59 min"],
  [86_400, "1 d"],
  [583_200, "6 d 18 h"],
  [604_800, "7 d"],
  [604_801, "7 d"],
])("%d s is %s", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
