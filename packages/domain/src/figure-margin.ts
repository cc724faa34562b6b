import { groupDigits } from "./decimal-text.ts";
import { type Figure, isCounted, silenceConditions } from "./figure.ts";
import { formatUnits } from "./money.ts";

/** Fraction digits that a figure carries at most: amounts have six, shares two. */
const DIGITS = 6;
const WHOLE = 10n ** BigInt(DIGITS);

/** How far a figure is past its threshold, in millionths of its unit; negative where it falls short. */
function marginOf({ value, comparison, threshold }: Figure): bigint {
  const past = scaledOf(value) - scaledOf(threshold);
  return comparison === "at_least" ? past : -past;
}

/**
 * "met by 3, 15 % of the threshold", "missed by 1, 5 % of the threshold". Percent rounded down; without them where the
 * threshold is nothing.
 */
export function marginText(figure: Figure): string {
  const margin = marginOf(figure);
  const distance = margin < 0n ? -margin : margin;
  const threshold = scaledOf(figure.threshold);
  const word = figure.met ? "met" : "missed";
  if (distance === 0n) return figure.met ? "just met" : "just missed";
  const share = threshold > 0n ? `, ${groupDigits(`${(distance * 100n) / threshold}`)} % of the threshold` : "";
  return `${word} by ${groupDigits(formatUnits(distance, DIGITS))}${share}`;
}

/**
 * Of all figures, each of which is met, the one that the least change would have left unmet, measured by its threshold:
 * "fewer than 20 payers of at most 1,000 USD each in 7 days (4 fewer)". Undefined without figures.
 */
export function smallestChange(figures: readonly Figure[]): string | undefined {
  const [first, ...rest] = figures;
  if (first === undefined) return undefined;
  const nearest = rest.reduce((best, figure) => (isNearer(figure, best) ? figure : best), first);
  return `${silenceConditions([nearest])[0]} (${changeText(nearest)})`;
}

/** By fractions, so that no rounding decides. What is compared with nothing is never nearer. */
function isNearer(a: Figure, b: Figure): boolean {
  const [aThreshold, bThreshold] = [scaledOf(a.threshold), scaledOf(b.threshold)];
  if (aThreshold <= 0n) return false;
  return bThreshold <= 0n || marginOf(a) * bThreshold < marginOf(b) * aThreshold;
}

function changeText(figure: Figure): string {
  const { comparison, unit } = figure;
  const margin = marginOf(figure);
  const counted = isCounted(unit);
  const way = comparison !== "at_least" ? "more" : counted ? "fewer" : "less";
  // Below its threshold means that reaching it is enough; of what is counted the next number is.
  if (comparison === "below") return `${groupDigits(formatUnits(margin, DIGITS))} ${way}`;
  if (counted) return `${groupDigits(formatUnits(margin + WHOLE, DIGITS))} ${way}`;
  return margin === 0n ? `anything ${way}` : `over ${groupDigits(formatUnits(margin, DIGITS))} ${way}`;
}

function scaledOf(decimal: string): bigint {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const scaled = BigInt(whole + fraction.slice(0, DIGITS).padEnd(DIGITS, "0"));
  return sign === "" ? scaled : -scaled;
}
