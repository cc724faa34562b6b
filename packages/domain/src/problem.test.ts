import { expect, test } from "vitest";
import { API_PROBLEMS } from "./api-problems.ts";
import { BUNDLE_PROBLEMS } from "./bundle-problems.ts";
import { HEURISTIC_PROBLEMS } from "./heuristic-problems.ts";
import { LIST_PROBLEMS } from "./list-problems.ts";
import { PIPELINE_PROBLEMS } from "./pipeline-problems.ts";

test("a code stands in one part of the catalogue: the later one would take the other's words away", () => {
  const codes = [PIPELINE_PROBLEMS, API_PROBLEMS, LIST_PROBLEMS, HEURISTIC_PROBLEMS, BUNDLE_PROBLEMS].flatMap((part) =>
    Object.keys(part),
  );
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
});
