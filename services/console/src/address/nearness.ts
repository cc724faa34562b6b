import type { WhyAddressLine } from "@redflag/contract/why-line";

export type RuleRecord = WhyAddressLine["rules"][number];
type Assessment = RuleRecord["nearest"]["assessment"];
export type Figure = Extract<Assessment, { outcome: "silent" }>["figures"][number];

const RANK = { fires: 0, context: 1, silent: 2, withheld: 3, gap: 4, pending: 5, not_asked: 6 } as const;

export function figuresOf(assessment: Assessment): readonly Figure[] {
  return "figures" in assessment ? assessment.figures : [];
}

/** Figures that are met, of all of them. */
function metShareOf(assessment: Assessment): number {
  const figures = figuresOf(assessment);
  return figures.length === 0 ? 0 : figures.filter(({ met }) => met).length / figures.length;
}

interface Judged {
  heuristic: string;
  assessment: Assessment;
}

/** What fired first, then what came nearest to it, then what could not say. */
export function compareNearness(a: Judged, b: Judged): number {
  return (
    RANK[a.assessment.outcome] - RANK[b.assessment.outcome] ||
    metShareOf(b.assessment) - metShareOf(a.assessment) ||
    (a.heuristic < b.heuristic ? -1 : 1)
  );
}

export function byNearness(rules: readonly RuleRecord[]): RuleRecord[] {
  const judged = (rule: RuleRecord) => ({ heuristic: rule.heuristic, assessment: rule.nearest.assessment });
  return rules.toSorted((a, b) => compareNearness(judged(a), judged(b)));
}
