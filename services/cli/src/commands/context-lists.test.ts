import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { BORDERS_DIR } from "../project-paths.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-context-"));
afterAll(() => rmSync(directory, { recursive: true }));

const env: Record<string, string> = {};
beforeAll(async () => {
  env.REDFLAG_DATABASE_URL = await createTestDatabaseUrl();
  env.REDFLAG_DATA_DIR = directory;
});

const FATF = join(BORDERS_DIR, "fatf.csv");
const run = (...args: readonly string[]) => runCli(args, { env });

const ADDRESS = "0x00000000000000000000000000000000000000a1";
const HEADER = "kind,address,customer,amount,currency,day,traded\n";

function write(text: string): string {
  const file = join(directory, "rows.csv");
  writeFileSync(file, text);
  return file;
}

test("the FATF's lists are tried, imported, imported again for nothing, and asked", async () => {
  const dry = await run("borders", "import", FATF, "--list", "fatf", "--dry-run");
  expect(dry.stdout).toBe("fatf: would be version 1 with 25 added, 0 removed, 0 kept; nothing was changed\n");
  expect((await run("borders", "list")).stderr).toContain("no notes; `redflag borders import` brings them");
  expect((await run("borders", "import", FATF, "--list", "fatf")).stdout).toContain("fatf: version 1 with 25 added");
  const again = await run("borders", "import", FATF, "--list", "fatf", "--json");
  expect(JSON.parse(again.stdout)).toEqual({
    id: "fatf",
    seq: 1,
    added: 0,
    removed: 0,
    unchanged: 25,
    isNew: false,
    isDryRun: false,
  });
  expect((await run("borders", "check", "IR")).stdout).toBe(
    "IR: higher risk (call for counter-measures): FATF, High-Risk Jurisdictions subject to a Call for Action [P], 2026-06-19 (list fatf, version 1)\n",
  );
  expect((await run("borders", "check", "TR", "SY")).stdout).toBe("TR to SY: nothing is noted\n");
  expect((await run("borders", "list")).stdout).toContain("fatf  version 1, 25 rows\n  imported from fatf.csv, ");
});

test("bad notes are named and nothing is imported", async () => {
  const bad = await run(
    "borders",
    "import",
    write("kind,jurisdiction,to,source,date,note\nhigher_risk,XX,,FATF,2026-06-19,\n"),
    "--list",
    "bad",
  );
  expect([bad.code, bad.stdout]).toEqual([1, ""]);
  expect(bad.stderr).toContain('line 2: jurisdiction: "XX" is no ISO 3166-1 alpha-2 code');
  const missing = await run("borders", "import", join(directory, "nowhere.csv"), "--list", "bad");
  expect(missing.stderr).toContain("nowhere.csv: there is no such file (ENOENT)");
  expect((await run("borders", "check", "turkey")).code).toBe(2);
});

test("enrichment is added, counted and ended, and what it says is never printed", async () => {
  const file = write(`${HEADER}turnover,${ADDRESS},,5000,USD,,\nowner,${ADDRESS},c-17,,,,\n`);
  const from = ["--from", "example-exchange"];
  expect((await run("enrichment", "list")).stderr).toContain("nobody has supplied any");
  const imported = await run("enrichment", "import", file, ...from);
  expect(imported.stdout).toContain("example-exchange: version 1 with 2 added, 0 removed, 0 kept\n");
  const list = await run("enrichment", "list");
  expect(list.stdout).toContain("example-exchange  version 1, 2 rows\n");
  expect(list.stdout + imported.stdout + imported.stderr).not.toMatch(/c-17|5000/);
  const dry = await run("enrichment", "delete", ...from, "--address", ADDRESS, "--dry-run");
  expect(dry.stdout).toContain("would be version 2 with 0 added, 2 removed, 0 kept; nothing was changed");
  expect((await run("enrichment", "delete", ...from, "--all")).stdout).toContain("version 2 with 0 added, 2 removed");
});

test.each([
  ["no source", ["import", "rows.csv"], 2, "--from"],
  ["neither an address nor all", ["delete", "--from", "a"], 2, "give either --address or --all"],
  ["both", ["delete", "--from", "a", "--all", "--address", ADDRESS], 2, "give either --address or --all"],
  ["no address", ["delete", "--from", "a", "--address", "nobody"], 1, "address"],
] as const)("%s is refused", async (_, args, code, hint) => {
  const refused = await run("enrichment", ...args);
  expect([refused.code, refused.stdout]).toEqual([code, ""]);
  expect(refused.stderr).toContain(hint);
});

test("a name in a file of enrichment is refused and not repeated", async () => {
  const refused = await run("enrichment", "import", write(`${HEADER}owner,${ADDRESS},Jane Doe,,,,\n`), "--from", "a");
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("line 2: customer: not an opaque reference");
  expect(refused.stderr).not.toContain("Jane");
});

test("each new version is in the audit, and what a VASP says is not", async () => {
  const file = write(`${HEADER}turnover,${ADDRESS},,7000,USD,,\n`);
  await run("borders", "import", FATF, "--list", "audited");
  await run("borders", "import", FATF, "--list", "audited");
  await run("enrichment", "import", file, "--from", "audited", "--dry-run");
  await run("enrichment", "import", file, "--from", "audited");
  await run("enrichment", "delete", "--from", "audited", "--all");
  const { stdout } = await run("audit", "list", "--json");
  const own = stdout.split("\n").filter((line) => line.includes(":audited"));
  const deeds = own.map((line) => JSON.parse(line)).sort((a, b) => a.seq - b.seq);
  expect(deeds.map(({ action, subject, detail }) => [action, subject, detail.versionAfter, detail.added])).toEqual([
    ["borders.import", "borders:audited", 1, 25],
    ["enrichment.import", "enrichment:audited", 1, 1],
    ["enrichment.delete", "enrichment:audited", 2, 0],
  ]);
  expect(own.join()).not.toMatch(/7000|00a1/);
}, 60_000);
