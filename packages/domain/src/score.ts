import type { Severity } from "./entry.ts";

/**
 * Scores rank alerts. They are log-weights in hundredths of a decade: adding them multiplies the evidence, so they
 * never saturate as probabilities do. Integers, so that a rebuild gives the same bytes. Weights are ours [E].
 */
const SEVERITY_SCORE: Record<Severity, number> = { LOW: 100, MEDIUM: 200, HIGH: 300, SEVERE: 400 };

/** log10(2): each doubling of an alert's evidence. */
const DOUBLING_SCORE = 30;

/** Score of one finding of this severity whose ground is `confidencePercent` sure; 0 % counts as 1 %. */
export function scoreFinding(severity: Severity, confidencePercent: number): number {
  return SEVERITY_SCORE[severity] + Math.round(100 * Math.log10(Math.max(confidencePercent, 1) / 100));
}

/** Score of an alert: its strongest finding, and a little for each doubling of their number. */
export function scoreAlert(strongestScore: number, evidenceCount: number): number {
  const doublings = 31 - Math.clz32(evidenceCount);
  return strongestScore + DOUBLING_SCORE * doublings;
}
