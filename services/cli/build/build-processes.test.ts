import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { BUILT } from "../../../tests/built-processes.ts";

const run = promisify(execFile);
const folder = dirname(BUILT.redflag);
const files = readdirSync(folder);

test("whatever a built file imports is beside it, installed, or Node's own", () => {
  const imported = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, name = ""] of text.matchAll(/^(?:import|export)\b[^;\n]*"([^"\n]+)";$/gm)) imported.add(name);
  }
  expect(imported.size).toBeGreaterThan(100);
  const missing = [...imported].filter((name) => !isBuiltin(name) && !existsSync(join(folder, name)));
  expect(missing).toEqual([]);
});

test("a thread of ours begins in a file of its own, beside the one that starts it", () => {
  const threads = files.filter((file) => file.startsWith("graph-worker-"));
  expect(threads).toHaveLength(1);
  const starters = files.filter((file) => readFileSync(join(folder, file), "utf8").includes(threads[0] ?? "?"));
  expect(starters.length).toBeGreaterThan(0);
});

test("every place that a built file names from its own is there", () => {
  const named = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return [
      ...text.matchAll(/new URL\("([^"]+)", import\.meta\.url\)/g),
      ...text.matchAll(/import\.meta\.dirname \+ "([^"]+)"/g),
    ].map(([, place = ""]) => place);
  });
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((place) => !existsSync(join(folder, place)))).toEqual([]);
});

test("help, which loads every command, is what the sources print", async () => {
  const built = await run(process.execPath, [BUILT.redflag, "--help"]);
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, "../src/main.ts"), "--help"]);
  expect(stdout).toContain("Usage: redflag");
  expect(built.stdout).toBe(stdout);
});
