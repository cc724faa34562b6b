import { z } from "zod";

const step = (value: number) => z.int().min(0).max(100).default(value);

/** Of a rule that looks at jurisdictions: what notes of them add to its score. Ours [E]: 30 doubles what a finding weighs. */
export const borderSteps = {
  higherRiskScore: step(30).describe("hundredths of a decade that a higher-risk jurisdiction adds to the score [E]"),
  corridorScore: step(15).describe("hundredths of a decade that a noted corridor adds to the score [E]"),
};
