import { expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";

const NAMES = ["kill-screen", "disk-full"];

test("without arguments it plays every fault, in three rounds", () => {
  expect(parseArguments([], NAMES)).toEqual({ only: [], rounds: 3, json: false });
});

test("takes some faults by name, rounds and JSON", () => {
  const given = ["--only", "kill-screen", "--only", "disk-full", "--rounds", "20", "--json"];
  expect(parseArguments(given, NAMES)).toEqual({ only: NAMES, rounds: 20, json: true });
});

test.each([
  [["--only", "kill-all"], "--only kill-all: no such fault; there are kill-screen, disk-full"],
  [["--rounds", "0"], "--rounds 0: not a whole number above 0"],
  [["--rounds", "2.5"], "--rounds 2.5: not a whole number above 0"],
  [["--seed", "1"], "--seed"],
])("refuses %j", (given, words) => {
  expect(() => parseArguments(given, NAMES)).toThrow(words);
});
