import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { COMPILE_CACHE } from "./compile-cache.ts";

async function runProcess(main: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, main), ...args], {
    env: { ...process.env, ...COMPILE_CACHE },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [[code], stdout, stderr] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return { code: code as number | null, stdout, stderr };
}

const MAINS = [
  "bench/main.ts",
  "simulator/main.ts",
  "faults/main.ts",
  "soak/main.ts",
  "upgrades/migrate-check/main.ts",
  "browser/screenshots/main.ts",
];

test.each(MAINS)("%s says what is wrong and what it takes, without a stack, and ends with 2", async (main) => {
  const { code, stdout, stderr } = await runProcess(main, "--nonsense");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^error: .*\nnpx pnpm \S.* takes .*; --help says more\n$/);
});

test.each(MAINS)("%s has a help with an example", async (main) => {
  const { code, stdout, stderr } = await runProcess(main, "--help");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Usage: npx pnpm /);
  expect(stdout).toContain("\nExamples:\n");
});
