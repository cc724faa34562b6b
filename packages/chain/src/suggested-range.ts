import type { AskedRange } from "./asked-range.ts";
import { parseQuantity } from "./parse-hex.ts";

const HINT = /(?:try with this block range|this block range should work|retry with the range)[\s\S]*/i;
const BRACKETS = /\[\s*(0x[0-9a-f]+|\d+)\s*,\s*(0x[0-9a-f]+|\d+)\s*\]/i;
const DASH = /range\s+(\d+)\s*-\s*(\d+)/i;

/** Whether the text holds a suggestion, usable or not, and what it says besides. */
export function cutSuggestion(text: string): { isSuggesting: boolean; rest: string } {
  return { isSuggesting: HINT.test(text), rest: text.replace(HINT, "") };
}

/**
 * The range that an endpoint suggests instead, from its text or from the error's data. One that ends before it begins, or
 * that is no narrower part of what was asked for, is none.
 */
export function findSuggestedRange(text: string, data: unknown, asked: AskedRange | undefined): AskedRange | undefined {
  const hint = HINT.exec(text)?.[0];
  const [, first, last] = (hint && (BRACKETS.exec(hint) ?? DASH.exec(hint))) || [];
  const range = first === undefined || last === undefined ? findInData(data) : toRange(first, last);
  if (range === undefined || range.from > range.to) return undefined;
  if (asked === undefined) return range;
  const isWithin = range.from >= asked.from && range.to <= asked.to;
  return isWithin && range.to - range.from < asked.to - asked.from ? range : undefined;
}

function findInData(data: unknown): AskedRange | undefined {
  if (typeof data !== "object" || data === null || !("from" in data && "to" in data)) return undefined;
  return typeof data.from === "string" && typeof data.to === "string" ? toRange(data.from, data.to) : undefined;
}

function toRange(first: string, last: string): AskedRange | undefined {
  const [from, to] = [first, last].map((text) =>
    text.startsWith("0x") ? parseQuantity(text.toLowerCase()) : parseDecimal(text),
  );
  return from === undefined || to === undefined ? undefined : { from, to };
}

function parseDecimal(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
