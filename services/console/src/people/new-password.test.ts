import { expect, test } from "vitest";
import { newPassword } from "./new-password.ts";

test("passwords are of letters and digits that are told apart, in groups, and never the same", () => {
  const made = Array.from({ length: 200 }, newPassword);
  for (const password of made) expect(password).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}$/);
  expect(new Set(made).size).toBe(made.length);
  expect(new Set(made.join("")).size).toBe(33);
});
