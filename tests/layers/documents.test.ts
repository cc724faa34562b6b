import { expect, test } from "vitest";
import { findCommentFaults, findDocumentFaults } from "./document-rules.ts";
import { listPaths, readTexts } from "./repository.ts";
import { isSource, parseSource } from "./source-file.ts";

const paths = listPaths();
const texts = readTexts(paths);
const tree = new Map([...paths.map((path): [string, string] => [path, ""]), ...texts.map(entryOf)]);

function entryOf({ path, text }: { path: string; text: string }): [string, string] {
  return [path, text];
}

test("every link between documents arrives, and every path they name is there", () => {
  const documents = texts.filter(({ path }) => path.endsWith(".md"));
  expect(documents.length).toBeGreaterThan(5);
  expect(documents.flatMap((file) => findDocumentFaults(file, tree))).toEqual([]);
});

test("every file that a comment names is there", () => {
  const files = texts.filter(({ path }) => isSource(path)).map(parseSource);
  expect(files.flatMap((file) => findCommentFaults(file, tree))).toEqual([]);
});

const sample = new Map([
  ["docs/a.md", "# A, first: the `a`\n"],
  ["packages/x/src/b.ts", ""],
]);

function faultsOf(text: string): string[] {
  return findDocumentFaults({ path: "docs/b.md", text }, sample);
}

test.each([
  "[a](gone.md)",
  "[a](../gone/)",
  "[a](a.md#second)",
  "[a](#nothing)",
  "[a]: gone.md",
  "see `packages/x/src/gone.ts`",
])("%s is a fault", (text) => {
  expect(faultsOf(text)).toHaveLength(1);
});

test.each([
  "[a](a.md) [b](./a.md#a-first-the-a) [c](../packages/x/src) [d](../packages/x/)",
  "[a](https://site.example/gone.md) <https://site.example>",
  "```\n[a](gone.md) `packages/x/gone.ts`\n```\nand `[a](gone.md)`",
  "see `packages/x/src/b.ts`, `packages/x/` and `packages/*/src/gone.ts`",
])("%j is fine", (text) => {
  expect(faultsOf(text)).toEqual([]);
});

test("a comment may name what is there and nothing else", () => {
  const file = parseSource({ path: "packages/x/src/c.ts", text: "/** See `b.ts`, `src/b.ts` and `gone.test.ts`. */" });
  expect(findCommentFaults(file, sample)).toHaveLength(1);
});
