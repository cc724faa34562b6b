import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditContent } from "@redflag/domain/audit";
import { appendAudit } from "@redflag/store/audit-append";
import { type Database, openDatabase } from "@redflag/store/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { auditRowText } from "./audit/row-text.ts";
import { runCli } from "./testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-cli-audit-"));
afterAll(() => rmSync(directory, { recursive: true }));
const path = (name: string) => join(directory, name);

const env: Record<string, string> = { REDFLAG_DATA_DIR: directory, REDFLAG_AUDIT_CHECKPOINTS: path("left.ndjson") };
/** Where somebody else verifies: no database, no key. */
const elsewhere = { REDFLAG_DATA_DIR: path("elsewhere") };

let db: Database;
beforeAll(async () => {
  env.REDFLAG_DATABASE_URL = await createTestDatabaseUrl();
  db = await openDatabase({ url: env.REDFLAG_DATABASE_URL, applicationName: "test", poolMax: 1 });
  await appendAudit(db.kysely, ["1", "2", "3"].map(entry));
});
afterAll(() => db.close());

function entry(subject: string): AuditContent {
  const actor = { kind: "user", id: "u1", name: "ann@example.org" } as const;
  return { actor, action: "user.create", outcome: "done", subject, at: `2026-01-05T10:00:0${subject}.000Z` };
}

async function run(args: readonly string[], at: Record<string, string> = env) {
  const { code, stdout, stderr } = await runCli(["audit", ...args], { env: at });
  expect(stderr).not.toMatch(/^ {4}at /m);
  return { code, stdout, stderr };
}

test("from a signed checkpoint to a verdict elsewhere, and to the row that was changed", async () => {
  const key = await run(["key"]);
  expect(key).toMatchObject({ code: 0, stdout: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/) });
  writeFileSync(path("audit-key.pem"), key.stdout);
  const checkpoint = await run(["checkpoint"]);
  expect(checkpoint).toMatchObject({ code: 0, stdout: "signed for row 3\n1 checkpoint left the host\n" });

  const exported = await run(["export"]);
  expect(exported).toMatchObject({ code: 0, stderr: "exported 3 rows\n" });
  writeFileSync(path("audit.ndjson"), exported.stdout);
  const trust = ["--key", path("audit-key.pem"), "--checkpoints", path("left.ndjson")];
  const whole = await run(["verify", ...trust, path("audit.ndjson")], elsewhere);
  expect(whole.code).toBe(0);
  expect(whole.stdout).toContain("whole: rows 1 to 3, each following from the one before.\n2 checkpoints fit");

  writeFileSync(path("emptied.ndjson"), "");
  const emptied = await run(["verify", path("audit.ndjson"), "--checkpoints", path("emptied.ndjson")], elsewhere);
  expect([emptied.code, emptied.stderr]).toEqual([1, expect.stringContaining("holds no checkpoint")]);

  const lines = exported.stdout.split("\n");
  writeFileSync(
    path("changed.ndjson"),
    lines.map((line, i) => (i === 2 ? line.replace("create", "delete") : line)).join("\n"),
  );
  const changed = await run(["verify", path("changed.ndjson"), ...trust], elsewhere);
  expect(changed.code).toBe(1);
  expect(changed.stdout).toContain("BROKEN at row 2: its text or its hash was changed.\nBefore that: row 1");

  writeFileSync(
    path("cut.ndjson"),
    `${[...lines.slice(0, 3), JSON.stringify({ kind: "end", lastSeq: 2 })].join("\n")}\n`,
  );
  const cut = await run(["verify", path("cut.ndjson"), ...trust, "--json"], elsewhere);
  expect(cut.code).toBe(1);
  expect(JSON.parse(cut.stdout)).toMatchObject({ ok: false, fault: { kind: "tail_cut", seq: 3, to: 3 }, rowCount: 2 });
});

test("the database itself: whole, then not", async () => {
  const whole = await run(["verify", "--json"]);
  expect(whole.code).toBe(0);
  expect(JSON.parse(whole.stdout)).toMatchObject({ ok: true, rowCount: 3, lastSeq: 3, checkpointCount: 2 });
  await db.pool.query("alter table audit_entry disable trigger all; alter table audit_checkpoint disable trigger all");
  await db.pool.query("delete from audit_entry where seq = 3; delete from audit_checkpoint");
  const cut = await run(["verify"]);
  expect(cut.code).toBe(1);
  expect(cut.stdout).toContain("BROKEN at row 3: row 3 is gone: the checkpoint of ");
});

test("what was done is listed, the newest first, a page after the other", async () => {
  const list = await run(["list", "--actor", "ann@example.org", "--limit", "1", "--until", "2026-01-05T10:00:03Z"]);
  expect(list.stdout).toBe("2  2026-01-05T10:00:02.000Z  user ann@example.org  user.create of 2\n");
  expect(list.stderr).toBe("there may be more: --before 2\n");
  const rest = await run(["list", "--before", "2", "--json"]);
  expect(
    rest.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([{ seq: 1, subject: "1" }]);
});

test("what is no export, no key, no time is told in words", async () => {
  writeFileSync(path("else.txt"), "hello\n");
  const noExport = await run(["verify", path("else.txt")], elsewhere);
  expect(noExport).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("Not an export of the audit"),
  });
  const missing = await run(["verify", path("gone.ndjson")], elsewhere);
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining("no such file") });
  const noKey = await run(["verify", path("audit.ndjson"), "--key", path("else.txt")], elsewhere);
  expect(noKey).toMatchObject({ code: 1, stderr: expect.stringContaining("holds no key in PEM") });
  expect((await run(["list", "--since", "yesterday"])).code).toBe(2);
});

test("nothing in an entry acts on a terminal", () => {
  const hostile = "\u001b[2J\u202Ebob\n";
  const row = { seq: 1, previousHash: "", hash: "", content: JSON.stringify(entry(hostile)) };
  expect(auditRowText(row)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test("an export holds every line that it began with", () => {
  const lines = readFileSync(path("audit.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).kind);
  expect(lines).toEqual(["audit", "row", "row", "row", "checkpoint", "end"]);
});
