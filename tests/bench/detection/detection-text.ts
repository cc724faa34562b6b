import type { DetectionFigures } from "./run-detection.ts";
import type { PatternScore } from "./score-groups.ts";

/** The figures for people. */
export function detectionText(figures: DetectionFigures): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const width = Math.max(...[...figures.patterns, ...figures.twins].map(({ pattern }) => pattern.length));
  const line = ({ pattern, found, of }: PatternScore) => `  ${pattern.padEnd(width)}  ${found} of ${of}`;
  return [
    `${figures.set}: ${figures.payments.toLocaleString("en-US")} payments, ${figures.cpuMicrosPerPayment.toFixed(1)} µs of CPU each`,
    `schemes found   ${percent(figures.recall)}`,
    `alerts          ${figures.alerts}, of which ${percent(figures.precision)} hold a scheme`,
    `highest ranked  ${percent(figures.topPrecision)} of ${figures.topCount}`,
    `false alerts    ${Math.round(figures.falsePerMillion)} per million payments`,
    `payments        ${figures.paymentsOfAlert} of an alert; where it holds a scheme, ${percent(figures.purity)} of them are the scheme's`,
    `days            ${figures.daysToDetect.toFixed(1)} from a scheme's first payment to its alert`,
    ...figures.patterns.map(line),
    "benign twins that an alert holds as it would a scheme",
    ...figures.twins.map(line),
  ].join("\n");
}
