import { expect, test } from "vitest";
import { jurisdictions, publicUrl } from "./entry-fields.ts";

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

test("jurisdictions are codes of two capital letters, and come out sorted", () => {
  expect(jurisdictions.parse("IL")).toEqual(["IL"]);
  expect(jurisdictions.parse("SC;BS")).toEqual(["BS", "SC"]);
  for (const text of ["il", "ISR", "I", "1L", "", "SC;", "SC BS", "SC,BS", "SC; BS", "SC;BS;SC"]) {
    expect(jurisdictions.safeParse(text).success, text).toBe(false);
  }
});
