const CHARS_MAX = 600;

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** Hostile text made fit for a message: one printable line of at most 600 characters. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, CHARS_MAX * 4)
    .replace(UNPRINTABLE, " ")
    .trim();
  return line.length > CHARS_MAX ? `${line.slice(0, CHARS_MAX)}…` : line;
}
