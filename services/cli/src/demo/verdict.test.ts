import { expect, test } from "vitest";
import { isFlawless, judgeAlerts } from "./verdict.ts";

const a = { rule: "watchlist-hit", subject: "eip155:31337:0xa" };
const b = { rule: "watchlist-hit", subject: "eip155:31337:0xb" };
const manifest = { runSeconds: 1, rows: [a, b] };

test("each found once and nothing else is flawless", () => {
  const verdict = judgeAlerts([b, a], manifest);
  expect(verdict).toEqual({ found: [a, b], missed: [], false: [] });
  expect(isFlawless(verdict)).toBe(true);
});

test("a missed row, a stranger and a double are each told, and none is flawless", () => {
  const stranger = { ...a, subject: "eip155:31337:0xc" };
  expect(judgeAlerts([a], manifest)).toEqual({ found: [a], missed: [b], false: [] });
  expect(judgeAlerts([a, b, stranger], manifest)).toEqual({ found: [a, b], missed: [], false: [stranger] });
  expect(judgeAlerts([a, b, { ...a }], manifest)).toEqual({ found: [a, b], missed: [], false: [a] });
  for (const active of [[a], [a, b, stranger], [a, b, a]])
    expect(isFlawless(judgeAlerts(active, manifest))).toBe(false);
});
