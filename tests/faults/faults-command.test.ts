import { expect, test } from "vitest";
import { parseTool } from "../parse-tool.ts";
import { type FaultsOptions, faultsCommand } from "./faults-command.ts";

const NAMES = ["kill-screen", "disk-full"];

const parse = (...args: string[]) => parseTool<FaultsOptions>((run) => faultsCommand(NAMES, run), args);

test("without arguments it plays every fault, in three rounds", async () => {
  expect((await parse()).options).toEqual({ rounds: 3 });
});

test("takes some faults by name, rounds and JSON", async () => {
  const given = ["--only", "kill-screen", "--only", "disk-full", "--rounds", "20", "--json"];
  expect((await parse(...given)).options).toEqual({ only: NAMES, rounds: 20, json: true });
});

test("help names every fault", async () => {
  const { code, stdout } = await parse("--help");
  expect(code).toBe(0);
  for (const name of NAMES) expect(stdout).toContain(name);
});

test.each([
  [["--only", "kill-all"], "argument 'kill-all' is invalid. Allowed choices are kill-screen, disk-full."],
  [["--rounds", "0"], "argument '0' is invalid. a whole number from 1 to 9999 is expected"],
  [["--rounds", "2.5"], "argument '2.5' is invalid"],
  [["--seed", "1"], "npx pnpm faults takes --only, --rounds, --json"],
])("refuses %j", async (given, words) => {
  const { code, stderr, options } = await parse(...given);
  expect([code, options]).toEqual([2, undefined]);
  expect(stderr).toContain(words);
});
