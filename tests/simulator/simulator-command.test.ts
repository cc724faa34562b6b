import { expect, test } from "vitest";
import { parseTool } from "../parse-tool.ts";
import { type SimulatorOptions, simulatorCommand } from "./simulator-command.ts";

const parse = (...args: string[]) => parseTool<SimulatorOptions>(simulatorCommand, args);

test.each([
  [["--seed", "7"], { seed: 7, limit: { seeds: 1 }, museum: false }],
  [["--seed", "7", "--seeds", "3"], { seed: 7, limit: { seeds: 3 }, museum: true }],
  [["--seed", "7", "--seconds", "3"], { seed: 7, limit: { seconds: 3 }, museum: true }],
  [["--seeds", "3"], { limit: { seeds: 3 }, museum: true }],
  [["--seconds", "60"], { limit: { seconds: 60 }, museum: true }],
  [["--seeds", "1..1000"], { seed: 1, limit: { seeds: 1000 }, museum: false }],
  [[], { limit: { seeds: 20 }, museum: true, json: false, trace: false }],
  [["--json", "--trace"], { json: true, trace: true }],
])("%j: one seed is run alone; a number of them, or a time, after the museum", async (args, options) => {
  expect((await parse(...args)).options).toMatchObject(options);
});

test.each([
  [["--seed", "x"], "argument 'x' is invalid. a whole number from 0 to 9999999999 is expected"],
  [["--seeds", "-1"], "argument '-1' is invalid"],
  [["--seeds", "1..x"], "argument '1..x' is invalid"],
  [["--seeds", "1..2..3"], "argument '1..2..3' is invalid"],
  [["--seeds", "9..3"], "argument '9..3' is invalid. it ends before it begins"],
  [["--seed", "1", "--seeds", "3..9"], "it is expected without --seed"],
  [["--blocks", "3"], "npx pnpm sim takes --seed, --seeds, --seconds, --json, --trace"],
])("%j is refused in words", async (args, words) => {
  const { code, stderr, options } = await parse(...args);
  expect([code, options]).toEqual([2, undefined]);
  expect(stderr).toContain(words);
});
