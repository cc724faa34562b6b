import { expect, test } from "vitest";
import { responseHeadersOf, responseHeadOf } from "./response-record.ts";

test.each([
  ['{"ok":true}', '{"ok":true}'],
  ["a\r\n\tb", "a\\r\\n\\tb"],
  ["a\u0000\u001b[31m\u007f", "a\\u{0}\\u{1b}[31m\\u{7f}"],
  ["abc\u202Etxt.exe\u2028\u200b", "abc\\u{202e}txt.exe\\u{2028}\\u{200b}"],
  ["ünï ❤ 𝄞", "ünï ❤ 𝄞"],
])("%j is shown as %s", (body, shown) => {
  expect(responseHeadOf(Buffer.from(body))).toBe(shown);
});

test("what is no text is marked, and characters are counted as characters", () => {
  expect(responseHeadOf(Buffer.from([0x61, 0xff, 0xfe, 0x62]))).toBe("a\ufffd\ufffdb");
  expect(responseHeadOf(Buffer.from("𝄞".repeat(2000)).subarray(0, 4096))).toBe("𝄞".repeat(1024));
  expect(responseHeadOf(Buffer.from("a".repeat(2000)))).toHaveLength(1024);
  expect(responseHeadOf(Buffer.from("𝄞")).isWellFormed()).toBe(true);
});

test("headers are bounded in number and length, and what opens something is not kept", () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`x-${at}`, "a".repeat(1000)]));
  const kept = responseHeadersOf(many);
  expect(Object.keys(kept)).toHaveLength(32);
  expect(kept["x-0"]).toHaveLength(256);
  expect(responseHeadersOf({ "set-cookie": ["session=1"], via: "a\u0001b", "x-two": ["1", "2"] as never })).toEqual({
    "set-cookie": "(not kept)",
    via: "a\\u{1}b",
    "x-two": "1, 2",
  });
});
