import { groupDigits } from "./decimal-text.ts";
import type { Figure } from "./figure.ts";
import { formatUnits } from "./money.ts";

type Comparison = Figure["comparison"];

/** Counted things: payers, payments, recipients. `name` as in Figure. */
export function countFigure(
  value: number,
  unit: string,
  comparison: Comparison,
  threshold: number,
  name: string,
): Figure {
  const met = meets(BigInt(value), comparison, BigInt(threshold));
  return { name, value: `${value}`, comparison, threshold: `${threshold}`, unit, met };
}

/** Amounts of one currency in millionths. */
export function amountFigure(
  micros: bigint,
  currency: string,
  comparison: Comparison,
  thresholdMicros: bigint,
  name: string,
): Figure {
  const met = meets(micros, comparison, thresholdMicros);
  const [value, threshold] = [micros, thresholdMicros].map((amount) => formatUnits(amount, 6)) as [string, string];
  return { name, value, comparison, threshold, unit: currency, met };
}

/**
 * A part as percent of a whole, with two fraction digits. Rounded away from being met, so that the text never shows a
 * threshold as reached that was not. Of nothing, every part is 0 %.
 */
export function shareFigure(
  part: bigint,
  whole: bigint,
  comparison: Exclude<Comparison, "below">,
  thresholdPercent: number,
  name: string,
): Figure {
  const scaled = part * 10_000n;
  const up = comparison === "at_least" ? 0n : whole - 1n;
  const hundredths = whole === 0n ? 0n : (scaled + up) / whole;
  const met = meets(hundredths, comparison, BigInt(thresholdPercent) * 100n);
  return { name, value: formatUnits(hundredths, 2), comparison, threshold: `${thresholdPercent}`, unit: "%", met };
}

/** A part as whole percent of a whole that is not nothing, rounded down: "96 %". For people. */
export function shareText(part: bigint, whole: bigint): string {
  return `${groupDigits(`${(part * 100n) / whole}`)} %`;
}

function meets(value: bigint, comparison: Comparison, threshold: bigint): boolean {
  switch (comparison) {
    case "at_least":
      return value >= threshold;
    case "at_most":
      return value <= threshold;
    case "below":
      return value < threshold;
  }
}
