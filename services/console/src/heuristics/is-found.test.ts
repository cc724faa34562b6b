import { expect, test } from "vitest";
import { isFound } from "./is-found.ts";

const RULE = {
  id: "rapid-pass-through",
  title: "Received and passed on at once",
  mode: "enforced and shadow" as const,
  changed: {},
  typologies: [{ id: "R-PASS", title: "rapid pass-through" }],
} satisfies Parameters<typeof isFound>[0];

test("a rule has every word, wherever it stands and however it is written", () => {
  expect(isFound(RULE, { q: " passed  R-pass " })).toBe(true);
  expect(isFound(RULE, { q: "passed never" })).toBe(false);
  expect(isFound(RULE, {})).toBe(true);
});

test("what is tried is no rule that is off, and one that is only tried raises nothing", () => {
  expect(isFound(RULE, { show: "shadow" })).toBe(true);
  expect(isFound(RULE, { show: "off" })).toBe(false);
  expect(isFound({ ...RULE, mode: "shadow" }, { show: "off" })).toBe(true);
  expect(isFound(RULE, { show: "changed" })).toBe(false);
});
