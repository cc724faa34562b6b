/** A colour, as a terminal takes it. */
const COLOUR = /^\[[\d;]*m/;
const ESCAPE = "\u001B";

/**
 * Text for a terminal, with what would steer it or turn the order of letters around written out, as JSON does: names on chains,
 * in lists and in arguments are anybody's. Lines, tabs and our own colours stay.
 */
export function withoutSteering(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character, at: number) => {
    if (character === "\n" || character === "\t") return character;
    if (character === ESCAPE && COLOUR.test(text.slice(at + 1, at + 16))) return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
