import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type NamedTest, readThreats } from "./threat-table.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const threats = readThreats(read("docs/threat-model.md"));

/** A test of this name: as the first argument of a call, whether of `test` itself or of what `each` gave. */
function isThere({ file, title }: NamedTest): boolean {
  const text = read(file);
  return ['"', "`", "'"].some(
    (quote) => text.includes(`(${quote}${title}${quote}`) || text.includes(`\n  ${quote}${title}${quote},`),
  );
}

test("each threat has what holds it, a test, and what remains", () => {
  expect(threats.length).toBeGreaterThan(25);
  for (const { name, holds, remains, tests } of threats) {
    expect(
      [holds, remains].filter((text) => text.length < 5),
      name,
    ).toEqual([]);
    expect(tests, name).not.toEqual([]);
  }
});

test("each test that the threat model names is there", () => {
  expect(threats.flatMap(({ tests }) => tests).filter((named) => !isThere(named))).toEqual([]);
});

test("a name that is not there, and a row of another form, are seen", () => {
  const head = "## Threats\n\n| a | b | c | d |\n| --- | --- | --- | --- |\n";
  const file = "tests/security/threat-model.test.ts";
  const [threat] = readThreats(`${head}| **x** | y | \`${file}\` "each threat has what", "no such name" | z |\n`);
  expect(threat?.tests.map(isThere)).toEqual([false, false]);
  expect(() => readThreats(`${head}| x | y |\n`)).toThrow("2 cells");
});
