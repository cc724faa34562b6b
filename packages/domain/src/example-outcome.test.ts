import { expect, test } from "vitest";
import { tellExamples } from "./example-outcome.ts";
import { HEURISTICS } from "./heuristic-registry.ts";

test.each(HEURISTICS)("$id tells of one on which it speaks and one on which it does not, in its own words", (rule) => {
  const told = tellExamples(rule);
  expect(told).toHaveLength(2);
  const [spoken, silent] = told;
  expect(spoken?.outcome).toBe(rule.stage === "depth" && rule.contextOnly ? "context" : "fires");
  expect(silent?.outcome).toBe("silent");
  if (rule.stage === "cross-chain") return;
  expect(spoken?.text).toMatch(/\w/);
  if (rule.stage === "depth") {
    expect(spoken?.figures?.every(({ met }) => met)).toBe(true);
    expect(silent?.text).toMatch(/\w/);
  }
});
