import type { DetectionFigures } from "./run-detection.ts";
import type { RuleScore } from "./score-alerts.ts";
import type { DetectionScore, PatternScore } from "./score-groups.ts";

/** The figures for people. */
export function detectionText({
  set,
  payments,
  cpuMicrosPerPayment,
  shapes,
  all,
  rules,
  narrows,
}: DetectionFigures): string {
  const cpu = `${cpuMicrosPerPayment.toFixed(1)} µs of CPU each`;
  return [
    `${set}: ${payments.toLocaleString("en-US")} payments, ${cpu}`,
    "",
    "shapes among new pairs",
    ...scoreLines(shapes),
    "",
    "all rules, what is about one scheme as one",
    ...scoreLines(all),
    ...patternLines(all.patterns),
    "benign twins that an alert holds as it would a scheme",
    ...patternLines(all.twins),
    "",
    "by rule: alerts that hold a scheme, of all, and which; twins after the bar",
    ...ruleLines(rules),
    ...(narrows.length > 0
      ? ["", "groups held by a shape that narrow at one address, and of how many it is named"]
      : []),
    ...patternLines(narrows),
  ].join("\n");
}

function scoreLines(score: DetectionScore): string[] {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  if (score.alerts === 0) return ["  no alert"];
  return [
    `  schemes found   ${percent(score.recall)}`,
    `  alerts          ${score.alerts}, of which ${percent(score.precision)} hold a scheme`,
    `  highest ranked  ${percent(score.topPrecision)} of ${score.topCount}`,
    `  false alerts    ${Math.round(score.falsePerMillion)} per million payments`,
    `  payments        ${score.paymentsOfAlert} of an alert; where it holds a scheme, ${percent(score.purity)} of them are the scheme's`,
    `  days            ${score.daysToDetect.toFixed(1)} from a scheme's first payment to its alert`,
  ];
}

function patternLines(scores: readonly PatternScore[]): string[] {
  const width = Math.max(...scores.map(({ pattern }) => pattern.length));
  return scores.map(({ pattern, found, of }) => `  ${pattern.padEnd(width)}  ${found} of ${of}`);
}

function ruleLines(rules: readonly RuleScore[]): string[] {
  const width = Math.max(...rules.map(({ rule }) => rule.length));
  const list = (scores: readonly PatternScore[]) =>
    scores.map(({ pattern, found }) => `${pattern} ${found}`).join(", ");
  return rules.map(({ rule, alerts, right, schemes, twins }) => {
    const counts = `${right} of ${alerts}`.padStart(12);
    return `  ${rule.padEnd(width)}  ${counts}  ${list(schemes)}${twins.length > 0 ? ` | ${list(twins)}` : ""}`;
  });
}
