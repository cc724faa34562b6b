import { countOf } from "@redflag/domain/decimal-text";
import { evidenceDifference, remakeAlert } from "@redflag/domain/judge-again/remake-alert";
import type { BundleMaterial } from "./bundle-material.ts";
import { notChecked, type StepResult, stepResult } from "./step-result.ts";

/** Judges the slice again, by the rule's own code, and holds what comes of it to the findings. */
export function replayJudging({ content, slice, alert, evidence }: BundleMaterial): StepResult {
  if (slice === undefined) {
    const why = content.slice.replay === "recorded" ? content.slice.reason : "";
    return notChecked(`the findings are recorded and cannot be judged again from here: ${why}`);
  }
  const remade = remakeAlert(slice, alert.id);
  const difference =
    remade === undefined ? "judging the slice gives no such alert" : evidenceDifference(evidence, remade.evidence);
  return stepResult(difference === undefined ? [] : [difference], [], {
    holds: `the slice gives ${countOf(evidence.length, "finding")} with the same reasons, figures, score and severity`,
    differs: "the slice gives other findings",
  });
}
