import { expect, test } from "vitest";
import { exampleOutcomes } from "./example-outcome.ts";
import { GROUP_CONTEXT_EXAMPLES } from "./graph/group-context.examples.ts";
import { HEURISTICS } from "./heuristic-registry.ts";
import { TYPOLOGIES } from "./typologies.ts";

/** Written down a second time, so that no row can go without a word. */
const ASKED_FOR =
  "DIRECT INDIRECT COLLECT SMURF1 STRUCT TENK PASS PEEL LEVY RANSOM SPLIT DORMANT NEW INCONGRUENT THIRDPARTY COMMONFUND " +
  "CLUSTER CHOKE HUB NESTED DISPERSE DEPOWITH CORRIDOR HOP MIXER FREEZE-EVADE FROZEN WAGE CAMP";

test("each typology that was asked for has exactly one row", () => {
  expect(TYPOLOGIES.map(({ id }) => id)).toEqual(ASKED_FOR.split(" ").map((name) => `R-${name}`));
});

test.each(TYPOLOGIES)(
  "$id is looked for by rules, or told beside alerts, with examples that fire and that are silent, or says what it needs",
  ({ rules, within, needs }) => {
    expect(rules.length > 0 || (needs ?? "") !== "").toBe(true);
    if (within !== undefined) {
      expect(rules).toEqual([]);
      const told = GROUP_CONTEXT_EXAMPLES.filter(({ code }) => code === within).map(({ outcome }) => outcome);
      expect(new Set(told)).toEqual(new Set(["told", "silent"]));
    }
    for (const id of rules) {
      const heuristic = HEURISTICS.find((candidate) => candidate.id === id);
      expect(heuristic, id).toBeDefined();
      const outcomes = heuristic === undefined ? [] : exampleOutcomes(heuristic).map(({ outcome }) => outcome);
      expect(outcomes).toContain("silent");
      expect(outcomes.some((outcome) => outcome === "fires" || outcome === "context")).toBe(true);
    }
  },
);
