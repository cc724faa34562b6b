import { expect, test } from "vitest";
import { jurisdiction, publicUrl } from "./entry-fields.ts";

test.each(["https://ofac.treasury.gov/a?b=c#d", "http://example.org"])("%s is a public address", (url) => {
  expect(publicUrl.parse(url)).toBe(url);
});

test.each([
  "javascript:alert(1)",
  "file:///etc/passwd",
  "https://ofac.treasury.gov@evil.example/",
  "https://user:secret@example.org/",
  "https://localhost/",
  "not an address",
])("%s is not", (url) => {
  expect(publicUrl.safeParse(url).success).toBe(false);
});

test("a jurisdiction is two capital letters", () => {
  expect(jurisdiction.parse("IL")).toBe("IL");
  for (const text of ["il", "ISR", "I", "1L"]) expect(jurisdiction.safeParse(text).success, text).toBe(false);
});
