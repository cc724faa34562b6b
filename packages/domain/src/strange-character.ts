/** `U+200B`: how a character is named that a message could not show. */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}`;
}

/**
 * Names the first character that an address cannot hold: invisible, a look-alike from another alphabet, or one that its
 * own alphabet lacks because it looks like another (0, O, I and l in Base58). Undefined where there is none.
 */
export function strangeCharacterText(text: string): string | undefined {
  for (const [index, character] of [...text].entries()) {
    const reason = strangeness(character, index, text);
    if (reason !== undefined) return `character ${index + 1} is ${codePointName(character)}, ${reason}`;
  }
  return undefined;
}

function strangeness(character: string, index: number, text: string): string | undefined {
  if (/[\p{C}\p{Z}]/u.test(character)) return "which cannot be seen";
  if (!/[0-9A-Za-z]/.test(character)) return "which is not a Latin letter or a digit";
  if (text.startsWith("T") && /[0OIl]/.test(character)) return `"${character}", which no TRON address holds`;
  const isHexDigit = /[0-9a-fA-F]/.test(character);
  if (text.startsWith("0x") && index >= 2 && !isHexDigit) return `"${character}", which is not a hex digit`;
  return undefined;
}
