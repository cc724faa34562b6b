import { figureText, silenceConditions } from "@redflag/domain/figure";
import type { DepthVerdict } from "@redflag/screen/why";

/** What a rule with a memory says, its figures one a line, and what would have kept it silent. */
export function assessmentLines(heuristic: string, assessment: DepthVerdict["assessment"]): string[] {
  switch (assessment.outcome) {
    case "fires":
      return [
        `${heuristic} fired: ${assessment.text}`,
        ...figureLines(assessment),
        `  silent with ${silenceConditions(assessment.figures).join(", or ")}`,
      ];
    case "silent":
      return [`${heuristic} is silent${restText(assessment)}`, ...figureLines(assessment)];
    case "withheld":
      return [`${heuristic} could not be judged: ${assessment.text}`];
    case "pending":
      return [`${heuristic} has not judged it yet: ${assessment.text}`];
    case "gap":
      return [
        `${heuristic} failed and left a screening gap, until \`redflag rebuild\` judges it again: ${assessment.text}`,
      ];
  }
}

type WithFigures = Extract<DepthVerdict["assessment"], { outcome: "fires" | "silent" }>;

/** What the silence says beyond its figures, which follow line by line. */
function restText({ text, figures }: WithFigures): string {
  const unmet = figures.filter(({ met }) => !met).map(figureText);
  return text === unmet.join("; ") ? "" : `: ${text}`;
}

function figureLines({ figures, exclusions }: WithFigures): string[] {
  return [...figures.map((figure) => `  ${figureText(figure)}`), ...exclusions.map((text) => `  left out: ${text}`)];
}
