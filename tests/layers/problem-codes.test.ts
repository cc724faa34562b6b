import { listProblemCodes } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import { findUnusedCodes } from "./problem-code-rules.ts";
import { listPaths, readTexts } from "./repository.ts";
import { isSource, parseSource } from "./source-file.ts";

const codes = listProblemCodes().map(({ code }) => code);

test("every code of the catalogue is thrown somewhere", () => {
  const files = readTexts(listPaths().filter(isSource)).map(parseSource);
  expect(findUnusedCodes(codes, files)).toEqual([]);
});

test.each([
  ["packages/domain/src/problem.ts", 'const a = "range_invalid";'],
  ["packages/domain/src/a.test.ts", 'throw new Problem("range_invalid", "x");'],
  ["packages/domain/src/a.ts", 'if (error.code === "range_invalid") retry();'],
  ["packages/domain/src/a.ts", 'switch (error.code) { case "range_invalid": break; }'],
  ["packages/domain/src/a.ts", '/** @throws "range_invalid" */ type Code = "range_invalid";'],
])("in %s, %s makes no Problem", (path, text) => {
  expect(findUnusedCodes(["range_invalid"], [parseSource({ path, text })])).toEqual(["range_invalid"]);
});

test("a code that is passed on is used", () => {
  const text = 'throw new Problem(isLate ? "range_invalid" : "lane_missing", "x");';
  const file = parseSource({ path: "packages/domain/src/a.ts", text });
  expect(findUnusedCodes(["range_invalid", "lane_missing", "node_failed"], [file])).toEqual(["node_failed"]);
});
