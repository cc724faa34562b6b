import type { TextFile } from "./repository.ts";
import type { SourceFile } from "./source-file.ts";

const LINES_MAX = 400;
/** What a test writes out is as long as what it shows. */
const CODE = /(?<!\.snapshot)\.(?:tsx?|css|sql|sol)$/;
/** Names that say nothing: whatever is put there could stand anywhere. */
const EMPTY_NAMES: ReadonlySet<string> = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "manager",
  "lib",
  "misc",
]);
const EMPTY_ENDINGS = /-(?:utils?|helpers?|manager)$/;
const NAMED_AFTER_AN_IDEA = /\.(?:tsx?|css)$/;
const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*$/;

/** Patterns are written so that they do not find themselves. */
const IN_TEXT: ReadonlyArray<readonly [what: string, pattern: RegExp]> = [
  ["a note to do something later", /\b(?:TO[D]O|FIX[M]E)\b/],
  ["a comment that silences a tool", /@ts-(?:ignore|expect-error|nocheck)|\bbiome-(?:ignore)/],
];
const IN_CODE: ReadonlyArray<readonly [what: string, pattern: RegExp]> = [
  ["the type any", /\bas any\b|<any>|:\s*any\b|\bany\[\]/],
  ["a test left out, alone or yet to be written", /\.(?:skip|only|todo)\s*[.(]/],
];
const PLACES: ReadonlyArray<readonly [what: string, pattern: RegExp]> = [
  ["a folder outside the repository", /\.\.\/shared\b/],
  ["a path of one machine", /(?<![\w.-])\/work\//],
];

export function findNameFaults(path: string): string[] {
  const segments = path.split("/");
  const stems = segments.map((segment) => segment.replace(/(?<=.)\..*$/, ""));
  const empty = stems.filter((stem) => EMPTY_NAMES.has(stem) || EMPTY_ENDINGS.test(stem));
  const faults = empty.map((stem) => `${path}: "${stem}" says nothing`);
  const name = segments.at(-1) ?? "";
  if (NAMED_AFTER_AN_IDEA.test(name) && !KEBAB_CASE.test(name)) faults.push(`${path}: not in kebab-case`);
  if (/^index\.tsx?$/.test(name)) faults.push(`${path}: an index that gathers others`);
  return faults;
}

/** For every text of the repository. */
export function findTextFaults({ path, text }: TextFile): string[] {
  const faults = matching(PLACES, text);
  if (CODE.test(path)) {
    faults.push(...matching(IN_TEXT, text));
    const lineCount = text.split("\n").length - 1;
    if (lineCount > LINES_MAX) faults.push(`${lineCount} lines, more than ${LINES_MAX}`);
  }
  return faults.map((fault) => `${path}: ${fault}`);
}

export function findCodeFaults({ path, code }: Pick<SourceFile, "path" | "code">): string[] {
  return matching(IN_CODE, code).map((fault) => `${path}: ${fault}`);
}

function matching(rules: typeof IN_TEXT, text: string): string[] {
  return rules.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);
}
