import type { WhyAddressLine } from "@redflag/contract/why-line";

export type RuleRecord = WhyAddressLine["rules"][number];
type Assessment = RuleRecord["nearest"]["assessment"];
export type Figure = Extract<Assessment, { outcome: "silent" }>["figures"][number];

/** How much of a bar the value fills when its threshold stands at `THRESHOLD_AT` of it: pixels, not figures. */
const THRESHOLD_AT = 0.7;

/** 0 to 1, on a scale on which the threshold stands at `THRESHOLD_AT`. */
export function filledOf({ value, threshold }: Pick<Figure, "value" | "threshold">): number {
  const [reached, needed] = [Number(value), Number(threshold)];
  if (needed <= 0) return reached <= 0 ? 0 : 1;
  return Math.min(1, Math.max(0, (reached / needed) * THRESHOLD_AT));
}

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
