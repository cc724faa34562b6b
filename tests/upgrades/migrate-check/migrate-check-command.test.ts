import { expect, test } from "vitest";
import { parseTool } from "../../parse-tool.ts";
import { type MigrateCheckOptions, migrateCheckCommand } from "./migrate-check-command.ts";

const LAST: Readonly<Record<string, number>> = { "0.1.0": 40, "0.2.0": 60 };

function parse(...args: string[]) {
  const readVersion = (version: string) => ({
    version,
    migration: LAST[version] ?? 0,
    partitions: [],
    tables: [],
    sequences: [],
  });
  const versions = Object.keys(LAST);
  return parseTool<MigrateCheckOptions>((run) => migrateCheckCommand({ versions, readVersion }, run), args);
}

test("from the newest release on, unless told", async () => {
  expect((await parse()).options).toMatchObject({ rows: 300_000, from: 60, dump: { version: "0.2.0" } });
  expect((await parse("--released", "0.1.0")).options).toMatchObject({ from: 40, dump: { version: "0.1.0" } });
  expect((await parse("--from", "33", "--rows", "100")).options).toMatchObject({ rows: 100, from: 33 });
});

test.each([
  [["--rows", "1e5"], "argument '1e5' is invalid. a whole number from 1 to 999999999 is expected"],
  [["--from", "0"], "argument '0' is invalid"],
  [["--from", "61"], "--from 61 comes after 0.2.0: a migration from 1 to 60 is expected"],
  [["--released", "0.3.0"], "argument '0.3.0' is invalid. Allowed choices are 0.1.0, 0.2.0."],
  [["--to", "70"], "npx pnpm migrate-check takes --rows, --from, --released"],
])("%j is refused in words", async (args, words) => {
  const { code, stderr, options } = await parse(...args);
  expect([code, options]).toEqual([2, undefined]);
  expect(stderr).toContain(words);
});
