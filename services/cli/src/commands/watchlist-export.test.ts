import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@redflag/store/database";
import { sampleEntry } from "@redflag/store/list.samples";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
const folder = mkdtempSync(join(tmpdir(), "redflag-export-"));
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});
const green = Array.from({ length: 5_001 }, (_, n) => sampleEntry(n, { sharing: "TLP:GREEN" }));
const bring = (id: string, entries: typeof green) =>
  importListVersion(db, { list: { id, title: "T", authority: "A" }, entries, source: "test" });
await bring("short", [...green.slice(0, 2), sampleEntry("red")]);
await bring("short", green.slice(0, 1));
await bring("long", green);

const run = (...args: string[]) => runCli(args, { env: { REDFLAG_DATABASE_URL: url } });
const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");

test("a short list goes to standard output, with its hash, which the audit has, too; a file imports again", async () => {
  const { code, stdout, stderr } = await run("watchlist", "export", "short", "--format", "stix", "--list-version", "1");
  expect([code, JSON.parse(stdout).objects.length]).toEqual([0, 3]);
  expect(stderr).toContain(`SHA-256 ${sha256(stdout)}`);
  expect(stderr).toContain("2 entries of version 1 for exchange; 1 left out");
  const { rows } = await db.pool.query("select content from audit_entry order by seq desc limit 1");
  expect(JSON.parse(rows[0].content)).toMatchObject({ action: "list.export", detail: { sha256: sha256(stdout) } });
});

test("a long one comes as a file for each part, and needs to be told where", async () => {
  const args = ["watchlist", "export", "long", "--format", "misp"];
  expect(await run(...args)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("--out") });
  const { code, stdout } = await run(...args, "--out", join(folder, "parts"));
  expect(code).toBe(0);
  const lines = stdout.trim().split("\n");
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    const [hash, path = ""] = line.split("  ");
    expect(sha256(readFileSync(path))).toBe(hash);
  }
});
