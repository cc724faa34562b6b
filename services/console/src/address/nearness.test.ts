import { expect, test } from "vitest";
import { byNearness, type RuleRecord } from "./nearness.ts";

const HASH = `0x${"1".repeat(64)}` as const;

function silent(heuristic: string, met: readonly boolean[]): RuleRecord {
  const figures = met.map((isMet) => ({
    name: "payers",
    value: "1",
    comparison: "at_least" as const,
    threshold: "2",
    unit: "payers",
    met: isMet,
  }));
  const nearest = {
    transaction: HASH,
    block: 1,
    assessment: { outcome: "silent" as const, text: "", figures, exclusions: [] },
  };
  return { heuristic, version: 1, fired: 0, context: 0, silent: 1, withheld: 0, gaps: 0, nearest };
}

test("rules come by how near they came, and those that could not say come last", () => {
  const withheld: RuleRecord = {
    ...silent("a", []),
    nearest: { transaction: HASH, block: 1, assessment: { outcome: "withheld", cause: "history_short", text: "" } },
  };
  const order = byNearness([withheld, silent("far", [false, false]), silent("near", [true, false])]);
  expect(order.map(({ heuristic }) => heuristic)).toEqual(["near", "far", "a"]);
});
