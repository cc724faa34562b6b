import { join } from "node:path";
import { expect, test } from "vitest";
import { runFile } from "../services/cli/src/testing/run-file.ts";

const runMain = (main: string, ...args: string[]) => runFile(join(import.meta.dirname, main), args);

const MAINS = [
  "bench/main.ts",
  "simulator/main.ts",
  "faults/main.ts",
  "soak/main.ts",
  "upgrades/migrate-check/main.ts",
  "browser/screenshots/main.ts",
];

test.each(MAINS)("%s says what is wrong and what it takes, without a stack, and ends with 2", async (main) => {
  const { code, stdout, stderr } = await runMain(main, "--nonsense");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^error: .*\nnpx pnpm \S.* takes .*; --help says more\n$/);
});

test.each(MAINS)("%s has a help with an example", async (main) => {
  const { code, stdout, stderr } = await runMain(main, "--help");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Usage: npx pnpm /);
  expect(stdout).toContain("\nExamples:\n");
});
