import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const directory = mkdtempSync(join(tmpdir(), "redflag-missing-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Stands in for `redflag`: it holds one list and one file of notes, and says what it was told to bring. */
const standIn = join(directory, "redflag.sh");
writeFileSync(
  standIn,
  `case "$*" in
    "watchlist list --json") echo '{"id":"ofac-sdn","version":1}' ;;
    "borders list --json") echo '{"id":"fatf","seq":1}' ;;
    *) echo "told: $*" ;;
  esac`,
);

test("the containers bring shipped lists and notes of jurisdictions that the database lacks, and leave those it holds", async () => {
  const root = join(import.meta.dirname, "../..");
  const { stdout } = await promisify(execFile)("sh", ["docker/import-missing-lists.sh", "sh", standIn], { cwd: root });
  const lines = stdout.trim().split("\n");
  expect(lines).toContain("ofac-sdn: held already");
  expect(lines).toContain("fatf: held already");
  expect(lines).toContain("told: borders import borders/corridor-examples.csv --list corridor-examples");
  expect(lines.some((line) => line.startsWith("told: watchlist import watchlists/"))).toBe(true);
  expect(stdout).not.toMatch(/demo|borders\/fatf|import watchlists\/ofac-sdn/);
});
