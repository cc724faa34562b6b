import { codePointName } from "@redflag/domain/strange-character";
import { expect, test } from "vitest";
import { plainText, printable } from "./plain-text.ts";

test("text in any script passes", () => {
  const text = plainText(50);
  for (const good of ["OFAC (US Treasury)", "המטה הלאומי", "بانک\u200cمرکزی", "a"]) {
    expect(text.safeParse(good).success, good).toBe(true);
  }
});

test.each([
  ["a\u0000b", "U+0000"],
  ["a\nb", "U+000A"],
  ["a\u202eb", "U+202E"],
  ["a\ufffdb", "U+FFFD"],
  [" a", "space"],
  ["a\u00a0", "space"],
  ["x".repeat(51), "longer than 50"],
])("%j is refused", (text, reason) => {
  expect(plainText(50).safeParse(text).error?.issues[0]?.message).toContain(reason);
});

test("the empty text is no text", () => {
  expect(plainText(5).safeParse("").success).toBe(false);
});

test("a code point beyond 16 bits is named whole", () => {
  expect(codePointName("𝟎")).toBe("U+1D7CE");
});

test("what cannot be printed does not reach a terminal", () => {
  expect(printable("a\u001b[31m\u202eb")).toBe("a?[31m?b");
  expect(printable("x".repeat(81))).toBe(`${"x".repeat(80)}…`);
});
