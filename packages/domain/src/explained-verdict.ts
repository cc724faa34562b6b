import type { Epoch } from "./epoch.ts";
import { type ExplainedRule, explainRule } from "./explained-rule.ts";
import { type ExplainedFigure, explainFigures } from "./explanation.ts";
import { smallestChange } from "./figure-margin.ts";
import type { Assessment } from "./heuristic.ts";

/** What a rule with a memory said of one payment, taken apart as an alert is: a silence as well as a finding. JSON-safe. */
export interface ExplainedVerdict {
  rule: ExplainedRule;
  outcome: Assessment["outcome"];
  text: string;
  /** Those that were compared; of a silence at least one is not met, unless the rule does not apply at all. */
  figures: readonly ExplainedFigure[];
  /** Of a finding: the least that would have taken it away. */
  smallestChange?: string;
  exclusions: readonly string[];
}

/** @param epoch in force at the payment's block */
export function explainVerdict(id: string, version: number, assessment: Assessment, epoch: Epoch): ExplainedVerdict {
  const rule = explainRule(id, version, epoch);
  const { outcome, text } = assessment;
  if (assessment.outcome === "withheld") return { rule, outcome, text, figures: [], exclusions: [] };
  const { figures, exclusions } = assessment;
  const change = outcome === "fires" ? smallestChange(figures) : undefined;
  return {
    rule,
    outcome,
    text,
    figures: explainFigures(figures),
    ...(change !== undefined && { smallestChange: change }),
    exclusions,
  };
}
