import { expect, test } from "vitest";
import { currentInputs } from "./epoch.ts";
import { explainVerdict } from "./explained-verdict.ts";
import { HEURISTICS } from "./heuristic-registry.ts";

const epoch = { seq: 7, fromBlock: 0, inputs: currentInputs({}, {}) };

test("every word on every example is taken apart: what is unmet says by how much, what fires says the least change", () => {
  for (const heuristic of HEURISTICS) {
    if (heuristic.stage !== "depth") continue;
    for (const { encounter, outcome } of heuristic.examples) {
      const said = heuristic.assess(encounter(), heuristic.params.parse({}));
      const verdict = explainVerdict(heuristic.id, heuristic.version, said, epoch);
      expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
      expect(verdict).toMatchObject({ outcome, text: said.text, rule: { id: heuristic.id, epoch: 7 } });
      expect(verdict.smallestChange !== undefined).toBe(outcome === "fires");
      for (const { met, margin } of verdict.figures) expect(margin).toMatch(met ? /^(just )?met/ : /^(just )?missed/);
    }
  }
});
