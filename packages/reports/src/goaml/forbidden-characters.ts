import { codePointName } from "@redflag/domain/strange-character";

/** What XML 1.0 cannot hold, with half a surrogate pair among it. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
/** What XML holds but what makes a text show otherwise than it is: overrides of direction. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/gu;

/** Nearly every text of a chain: looked at once, so that a report of ten thousand payments is not looked at four times. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Names of the characters that XML cannot hold, each once. */
export function forbiddenIn(text: string): string[] {
  return namesOf(text.match(FORBIDDEN));
}

/** Names of all characters that are replaced in texts of others, each once. */
export function unfitIn(text: string): string[] {
  if (PLAIN.test(text)) return [];
  return namesOf([...(text.match(FORBIDDEN) ?? []), ...(text.match(TURNING) ?? [])]);
}

/** Each unfit character by its name in brackets: nothing is left out without a trace. */
export function withoutUnfit(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replaceAll(FORBIDDEN, nameInBrackets).replaceAll(TURNING, nameInBrackets);
}

function nameInBrackets(character: string): string {
  return `[${codePointName(character)}]`;
}

function namesOf(characters: readonly string[] | null): string[] {
  return [...new Set((characters ?? []).map(codePointName))];
}
