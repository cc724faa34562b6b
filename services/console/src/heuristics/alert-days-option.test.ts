import { expect, test } from "vitest";
import type { Tokens } from "../show/use-tokens.ts";
import { alertDaysOption } from "./alert-days-option.ts";

const TOKENS = {} as Tokens;
const WORDS = {
  kept: "kept",
  added: "added",
  removed: "removed",
  count: String,
  tick: String,
  lines: () => "",
};

test("what goes hangs down, and nothing is drawn of a day without", () => {
  const days = [
    { day: "2026-05-01", kept: 3, added: 2, removed: 1 },
    { day: "2026-05-02", kept: 0, added: 0, removed: 0 },
  ];
  const { series } = alertDaysOption(days, { tokens: TOKENS, isRightToLeft: false, words: WORDS });
  expect((series as Array<{ name: string; data: number[] }>).map(({ name, data }) => [name, data])).toEqual([
    ["kept", [3, 0]],
    ["added", [2, 0]],
    ["removed", [-1, null]],
  ]);
});
