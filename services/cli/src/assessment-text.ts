import { figureText, silenceConditions } from "@redflag/domain/figure";
import { marginText, smallestChange } from "@redflag/domain/figure-margin";
import type { DepthVerdict } from "@redflag/domain/why";

/**
 * What a rule with a memory says, its figures one a line, and what would have taken this finding away. Not what would have
 * kept the rule silent: with a longer window or another threshold it may still have fired.
 */
export function assessmentLines(heuristic: string, assessment: DepthVerdict["assessment"]): string[] {
  switch (assessment.outcome) {
    case "fires":
      return [
        `${heuristic} fired: ${assessment.text}`,
        ...figureLines(assessment),
        `  would not stand with ${silenceConditions(assessment.figures).join(", or ")}`,
        ...leastLine(assessment),
      ];
    case "context":
      return [
        `${heuristic} adds context, and opens no alert: ${assessment.text}`,
        ...figureLines(assessment),
        `  would not be said with ${silenceConditions(assessment.figures).join(", or ")}`,
      ];
    case "silent":
      return [`${heuristic} is silent${restText(assessment)}`, ...figureLines(assessment)];
    case "withheld":
      return [`${heuristic} could not be judged: ${assessment.text}`];
    case "pending":
      return [`${heuristic} has not judged it yet: ${assessment.text}`];
    case "not_asked":
      return [`${heuristic} is not judged again here: ${assessment.text}`];
    case "gap":
      return [
        `${heuristic} failed and left a screening gap, until \`redflag rebuild\` judges it again: ${assessment.text}`,
      ];
  }
}

/** Of several ways the nearest. */
function leastLine({ figures }: WithFigures): string[] {
  const least = figures.length < 2 ? undefined : smallestChange(figures);
  return least === undefined ? [] : [`  the least of these: ${least}`];
}

type WithFigures = Extract<DepthVerdict["assessment"], { outcome: "fires" | "context" | "silent" }>;

/** What the silence says beyond its figures, which follow line by line. */
function restText({ text, figures }: WithFigures): string {
  const unmet = figures.filter(({ met }) => !met).map(figureText);
  return text === unmet.join("; ") ? "" : `: ${text}`;
}

function figureLines({ figures, exclusions }: WithFigures): string[] {
  return [
    ...figures.map((figure) => `  ${figureText(figure)}: ${marginText(figure)}`),
    ...exclusions.map((text) => `  note: ${text}`),
  ];
}
