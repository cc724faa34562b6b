import type { Check } from "./check.ts";

const MARKS = { ok: "ok   ", note: "note ", wrong: "WRONG" };

export function checkText({ name, status, text, hint }: Check): string {
  const remedy = hint === undefined ? "" : `\n      ${hint}`;
  return `${MARKS[status]} ${name}: ${text}${remedy}`;
}
