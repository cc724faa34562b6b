const MARKS = { auto: "\u2068", ltr: "\u2066", rtl: "\u2067" } as const;
const END = "\u2069";

/** A text within another, or on a canvas, whose direction stays its own: neither turns the other around. */
export function isolated(text: string, direction: keyof typeof MARKS = "auto"): string {
  return `${MARKS[direction]}${text}${END}`;
}
