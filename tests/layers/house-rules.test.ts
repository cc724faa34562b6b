import { expect, test } from "vitest";
import { findCodeFaults, findNameFaults, findTextFaults } from "./house-rules.ts";
import { listPaths, readTexts } from "./repository.ts";
import { isSource, parseSource } from "./source-file.ts";

const paths = listPaths();
const texts = readTexts(paths);
const files = texts.filter(({ path }) => isSource(path)).map(parseSource);

test("every name says something", () => {
  expect(paths.flatMap(findNameFaults)).toEqual([]);
});

test("every text keeps to the house rules", () => {
  expect(texts.length).toBeGreaterThan(200);
  expect(texts.flatMap(findTextFaults)).toEqual([]);
});

test("every line of code keeps to the house rules", () => {
  expect(files.flatMap(findCodeFaults)).toEqual([]);
});

test.each([
  "packages/store/src/utils.ts",
  "packages/store/helpers/sql.ts",
  "packages/chain/src/hex-utils.ts",
  "services/ingest/src/lib/read.ts",
  "tests/common.test.ts",
  "packages/domain/src/laneManager.ts",
  "packages/domain/src/index.ts",
  "services/console/src/AlertPage.tsx",
  "services/console/src/alert/index.tsx",
  "services/console/src/alert/alertPage.module.css",
])("the name %s is a fault", (path) => {
  expect(findNameFaults(path)).toHaveLength(1);
});

test.each([
  "packages/domain/src/common-funder.ts",
  "packages/domain/src/calibrate.ts",
  "docs/guides/README.md",
  "services/console/src/show/states.module.css",
  "services/console/index.html",
])("the name %s is fine", (path) => {
  expect(findNameFaults(path)).toEqual([]);
});

test.each([
  ["a.ts", `// ${"TO"}${"DO"} later`],
  ["a.sql", `-- ${"FIX"}${"ME"}`],
  ["a.ts", `// @ts-${"ignore"}`],
  ["a.ts", `// biome-${"ignore"} lint: because`],
  ["a.tsx", `{/* biome-${"ignore"} lint: because */}`],
  ["a.css", `/* ${"FIX"}${"ME"} */`],
  ["a.md", `see ${".."}/${"shared"}/notes.md`],
  ["a.json", `"path": "${"/work"}/main"`],
])("in %s %j is a fault", (path, text) => {
  expect(findTextFaults({ path, text })).toHaveLength(1);
});

test("a page on the web is no path of a machine", () => {
  expect(findTextFaults({ path: "a.md", text: "https://site.example/work/page" })).toEqual([]);
});

test("code ends at 400 lines, prose does not", () => {
  const lines = (count: number) => "\n".repeat(count);
  expect(findTextFaults({ path: "a.ts", text: lines(401) })).toHaveLength(1);
  expect(findTextFaults({ path: "a.tsx", text: lines(401) })).toHaveLength(1);
  expect(findTextFaults({ path: "a.ts", text: lines(400) })).toEqual([]);
  expect(findTextFaults({ path: "a.sql", text: lines(401) })).toHaveLength(1);
  expect(findTextFaults({ path: "a.snapshot.sql", text: lines(401) })).toEqual([]);
  expect(findTextFaults({ path: "a.md", text: lines(401) })).toEqual([]);
});

test.each([
  "const x = y as any;",
  "function f(x: any) {}",
  "const x: Array<any> = [];",
  'test.skip("x", () => {});',
  'describe.only("x", () => {});',
  'test.todo("x");',
  'test.skip.each([1])("x", () => {});',
])("%s is a fault", (text) => {
  expect(findCodeFaults(parseSource({ path: "a.ts", text }))).toHaveLength(1);
});

test("words in comments and strings are not code", () => {
  const text = `// as any\nconst text = "test.skip(";\nconst pattern = /: any/;\nconst part = \`as any \${text} as any\`;`;
  expect(findCodeFaults(parseSource({ path: "a.ts", text }))).toEqual([]);
});

test("words between tags are not code, and what stands in braces is", () => {
  const parse = (text: string) => parseSource({ path: "a.tsx", text });
  expect(findCodeFaults(parse("const a = <p>test.only(x): any</p>;"))).toEqual([]);
  expect(findCodeFaults(parse("const a = <p>{f(x as any)}</p>;"))).toHaveLength(1);
});
