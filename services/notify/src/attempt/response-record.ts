import type { IncomingHttpHeaders } from "node:http";

/** Of what a receiver answers, as much as its delivery log keeps. */
const HEAD_CHARS = 1024;
const HEADERS_MAX = 32;
const HEADER_CHARS = 256;
/** They open something at the receiver, and say nothing about the delivery. */
const NOT_KEPT: ReadonlySet<string> = new Set(["set-cookie", "www-authenticate", "authorization"]);

/** What no terminal, page or table should be handed as it is: controls, and what turns the direction of text or hides in it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A receiver's bytes as text of so many characters: what is no UTF-8 is marked, what cannot be seen is written out. */
export function responseHeadOf(bytes: Buffer): string {
  return visible(new TextDecoder().decode(bytes), HEAD_CHARS);
}

export function responseHeadersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).slice(0, HEADERS_MAX);
  return Object.fromEntries(
    kept.map(([name, value = ""]) => [
      visible(name, HEADER_CHARS),
      NOT_KEPT.has(name) ? "(not kept)" : visible(Array.isArray(value) ? value.join(", ") : value, HEADER_CHARS),
    ]),
  );
}

/** One header's value, of the first where there are several. */
export function responseHeaderOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? undefined : visible(first, HEADER_CHARS);
}

/** The first characters of a text that somebody else has written. */
export function visible(text: string, charsMax: number): string {
  // A character is at most two units.
  return [...text.slice(0, 2 * charsMax)].slice(0, charsMax).join("").replace(UNSEEN, written);
}

function written(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return SHORT[character] ?? `\\u{${code.toString(16)}}`;
}
