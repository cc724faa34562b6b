import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getImporter } from "@redflag/lists/importer-registry";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-import-"));
afterAll(() => rmSync(directory, { recursive: true }));
const env: Record<string, string> = {};
beforeAll(async () => {
  env.REDFLAG_DATABASE_URL = await createTestDatabaseUrl();
  env.REDFLAG_DATA_DIR = directory;
});

const ADDRESS = "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22";
const [sample = ""] = getImporter("ofac-sdn-xml").sample.parts;

function fileOf(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

const sdn = (...args: string[]) =>
  runCli(["watchlist", "import", "--format", "ofac-sdn-xml", "--list", "sdn", ...args], { env });

test("a publisher's file is shown, imported, found the same again, and a broken one changes nothing", async () => {
  const file = fileOf("sdn.xml", sample);
  expect((await runCli(["migrate"], { env })).code).toBe(0);

  const shown = await sdn("--dry-run", file);
  expect(shown.stdout).toContain(
    `+ ${ADDRESS}  SEVERE sanctions, by OFAC (US Treasury) under ILLICIT-DRUGS-EO14059 (57118)`,
  );
  expect(shown.stdout).toContain("sdn: 2 added, 0 removed, 0 kept\n");
  expect(shown.stdout).toContain("sdn: it would be a new list. Nothing was changed.\n");
  expect(shown.stderr).toContain("sdn: 4 rows: 2 entries, 0 repeated, 1 of other chains (bitcoin 1), 1 refused");
  expect(shown.stderr).toContain("looks like an address of TRON in lower case");
  expect((await runCli(["watchlist", "list"], { env })).stdout).toBe("");

  expect((await sdn(file)).stdout).toContain("sdn: version 1 with 2 added, 0 removed, 0 kept");
  const again = await sdn("--json", file);
  expect(JSON.parse(again.stdout)).toMatchObject({
    id: "sdn",
    seq: 1,
    isNew: false,
    account: { importer: "ofac-sdn-xml", rows: 4, repeated: 0, foreign: { bitcoin: 1 } },
  });
  const refused = await runCli(["watchlist", "refused", "sdn", "--json"], { env });
  expect(JSON.parse(refused.stdout)).toMatchObject({ place: "line 26", text: "tadtgcnad5fgeqo3stbyh3gyqjynn92tgw" });

  const without = fileOf("shorter.xml", sample.replace(/<id>\s*<uid>196727[\s\S]*?<\/id>/, ""));
  const removal = await sdn("--dry-run", without);
  expect(removal.stdout).toContain(`- ${ADDRESS}  SEVERE sanctions`);
  expect(removal.stdout).toContain("sdn: 0 added, 1 removed, 1 kept\n");
  expect(removal.stdout).toContain("sdn: it would follow version 1. Nothing was changed.\n");

  for (const [name, text, message] of [
    ["cut.xml", sample.slice(0, 900), /cut\.xml: line \d+: ends within/],
    ["bomb.xml", `<!DOCTYPE a [<!ENTITY e "ha">]>\n${sample}`, /bomb\.xml: line 1: holds a document type/],
    ["other.xml", "<html></html>\n", /begins with <html>/],
    ["empty.xml", "<sdnList></sdnList>\n", /there is no entry in it/],
  ] as const) {
    const broken = await sdn(fileOf(name, text));
    expect(broken.code).toBe(1);
    expect(broken.stderr).toMatch(message);
  }
  const { stdout } = await runCli(["watchlist", "list", "--json"], { env });
  expect(JSON.parse(stdout)).toMatchObject({
    id: "sdn",
    seq: 1,
    entryCount: 2,
    source: "imported from sdn.xml (ofac-sdn-xml)",
  });
});

test("standard input is read, and what does not fit together is said before anything is", async () => {
  const words = ["--format", "csv", "--list", "own", "--title", "Own", "--authority", "Us", "--category", "sanctions"];
  const input = `address\n${ADDRESS}\n`;
  const read = await runCli(["watchlist", "import", ...words, "-"], { env, input });
  expect(read.stdout).toContain("own: version 1 with 1 added");

  const bad = await runCli(["watchlist", "import", ...words, "-"], { env, input: `${input}0x12\n` });
  expect(bad.stderr).toContain("standard input: 1 bad row\n  line 3:");

  for (const [args, message] of [
    [["a.csv", "b.csv"], "no --format that takes them"],
    [[...words, "a", "b"], "csv takes entries.csv, and 2 files are given"],
    [["--format", "graphsense-tagpack", "--list", "new", "x.yaml"], "--title is missing"],
    [[...words, join(directory, "missing")], "there is no such file"],
    [[...words, directory], "a folder, and this format is a file"],
  ] as const) {
    const refused = await runCli(["watchlist", "import", ...args], { env });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(message)]);
  }
});

test("a file of 5 GB is refused before it is read", async () => {
  const file = fileOf("huge.xml", "<sdnList>");
  // Nothing but its end is written: the disk keeps no hole.
  truncateSync(file, 5 * 1024 ** 3);
  const refused = await sdn(file);
  expect(refused.stderr).toContain("huge.xml: 5,368,709,120 bytes long, and an import takes 1,073,741,824");
});
