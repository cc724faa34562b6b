import { groupDigits } from "./decimal-text.ts";

/**
 * One number that a rule compares with its threshold, kept exact as decimal text: a person can check it, a page can
 * draw it as a bar, a rebuild gives the same bytes.
 */
export interface Figure {
  /** What follows number and unit in a sentence: "of at most 1,000 USD each in 7 days" after "23 payers". */
  name: string;
  value: string;
  /** `at_least`: met when value ≥ threshold; `below` and `at_most` likewise. */
  comparison: "at_least" | "at_most" | "below";
  threshold: string;
  /** ISO 4217, "%", or what is counted, in the plural, such as "payers": what both numbers count. */
  unit: string;
  met: boolean;
}

const COMPARISON_TEXT = { at_least: "at least", at_most: "at most", below: "below" } as const;

/** "23 payers of at most 1,000 USD each in 7 days (at least 20)", and "(not at least 20)" where it is not met. */
export function figureText({ name, value, comparison, threshold, unit, met }: Figure): string {
  const need = `${met ? "" : "not "}${COMPARISON_TEXT[comparison]} ${groupDigits(threshold)}`;
  return `${quantityText(value, unit)} ${name} (${need})`;
}

const OPPOSITE_TEXT = { at_most: "more than", below: "at least" } as const;

/**
 * What would have kept a rule silent that needs every one of these figures: any one of them beyond its threshold.
 * "fewer than 20 payers of at most 1,000 USD each in 7 days"
 */
export function silenceConditions(figures: readonly Figure[]): string[] {
  return figures.map(({ name, comparison, threshold, unit }) => {
    const beyond =
      comparison === "at_least" ? (isCounted(unit) ? "fewer than" : "less than") : OPPOSITE_TEXT[comparison];
    return `${beyond} ${quantityText(threshold, unit)} ${name}`;
  });
}

/** Things are counted, money and percent are measured. */
export function isCounted(unit: string): boolean {
  return /^[a-z]+s$/.test(unit);
}

function quantityText(value: string, unit: string): string {
  const counted = value === "1" && isCounted(unit) ? unit.slice(0, -1) : unit;
  return `${groupDigits(value)} ${counted}`;
}
