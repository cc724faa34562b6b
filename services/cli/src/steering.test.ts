import { expect, test } from "vitest";
import { withoutSteering } from "./steering.ts";

test.each([
  ["a\u001B]0;title\u0007b", "a\\u001b]0;title\\u0007b"],
  ["\u001B[2Ja", "\\u001b[2Ja"],
  ["0xD7\u202E21", "0xD7\\u202e21"],
  ["a\u2066b\u2069\u200F", "a\\u2066b\\u2069\\u200f"],
  ["over\rwritten", "over\\u000dwritten"],
  ["\u001B[31mred\u001B[39m\n\ttab", "\u001B[31mred\u001B[39m\n\ttab"],
  ["مدرج: تمويل", "مدرج: تمويل"],
])("%j is written %j", (text, shown) => {
  expect(withoutSteering(text)).toBe(shown);
});

test("JSON says the same with it", () => {
  const value = { name: "a\u202Eb", lines: "a\nb" };
  expect(JSON.parse(withoutSteering(JSON.stringify(value)))).toEqual(value);
});
