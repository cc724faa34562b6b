import { stripVTControlCharacters } from "node:util";
import type { Colours } from "../colours.ts";
import { countOf } from "../count-text.ts";
import type { Status } from "./judge-status.ts";
import { CONDITIONS, type StatusLine } from "./status-line.ts";

const WIDTH_CHARS = 100;
const SUBJECT_CHARS = 14;
const TEXT_LINES_MAX = 3;
const MARKS = { ok: "ok   ", look: "look ", wrong: "WRONG" } as const;

/** A screen of at most 100 columns: a line for what is well, up to three for what is not; all is whole in `--json`. */
export function statusText({ lines }: Status, { at, colours }: { at: Date; colours: Colours }): string[] {
  const colour = { ok: colours.green, look: colours.yellow, wrong: colours.red } as const;
  const subjectChars = Math.max(...lines.map(({ subject }) => Math.min(subject.length, SUBJECT_CHARS)));
  const indent = " ".repeat(MARKS.ok.length + subjectChars + 3);
  const width = WIDTH_CHARS - indent.length;
  const texts = lines.flatMap((line) => {
    const name = shortened(oneLine(line.subject), SUBJECT_CHARS).padEnd(subjectChars);
    const [first = "", ...more] = wrapped(oneLine(line.text), width, line.state === "ok" ? 1 : TEXT_LINES_MAX);
    const next = nextTexts(line).flatMap((text) => wrapped(text, width, TEXT_LINES_MAX));
    return [
      `${colour[line.state](MARKS[line.state])} ${name}  ${first}`,
      ...more.map((text) => `${indent}${text}`),
      ...next.map((text) => colours.dim(`${indent}${text}`)),
    ];
  });
  return [colours.bold(`${headline(lines)}  (${at.toISOString().slice(0, 19)}Z)`), "", ...texts];
}

function headline(lines: readonly StatusLine[]): string {
  const count = (of: StatusLine["state"]) => lines.filter(({ state }) => state === of).length;
  const [wrong, look] = [count("wrong"), count("look")];
  if (wrong + look === 0) return "all is well";
  const parts = [
    ...(wrong === 0 ? [] : [countOf(wrong, "thing is wrong", "things are wrong")]),
    ...(look === 0 ? [] : [countOf(look, "wants a look", "want a look")]),
  ];
  return parts.join(", ");
}

function nextTexts({ condition, next }: StatusLine): string[] {
  if (condition === undefined) return [];
  return [...(next === undefined ? [] : [`→ ${oneLine(next)}`]), `  docs/runbook.md#${CONDITIONS[condition]}`];
}

/** Names and reasons are others' words. */
function oneLine(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\s+/g, " ");
}

/** Between words, where there are any. */
function wrapped(text: string, width: number, linesMax: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width && lines.length < linesMax - 1) {
    const space = rest.lastIndexOf(" ", width);
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, shortened(rest, width)];
}

function shortened(text: string, chars: number): string {
  return text.length <= chars ? text : `${text.slice(0, chars - 1)}…`;
}
