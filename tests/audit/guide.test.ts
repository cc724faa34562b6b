import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appendAudit } from "@redflag/store/audit-append";
import { openDatabase } from "@redflag/store/database";
import { afterAll, expect, test } from "vitest";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { createTestDatabaseUrl } from "../test-database.ts";

const ROOT = join(import.meta.dirname, "../..");
const directory = mkdtempSync(join(tmpdir(), "redflag-audit-guide-"));
afterAll(() => rmSync(directory, { recursive: true }));

test("every command of docs/guides/audit.md works, one after the other, and prints what it says", async () => {
  const url = await createTestDatabaseUrl();
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  const entry = { actor: { kind: "system", id: "", name: "test" }, action: "user.create", outcome: "done" } as const;
  const at = "2026-01-05T10:00:00.000Z";
  await appendAudit(db.kysely, [
    { ...entry, at },
    { ...entry, at },
  ]);
  await db.close();

  const guide = readFileSync(join(ROOT, "docs/guides/audit.md"), "utf8");
  const blocks = (language: string) =>
    [...guide.matchAll(/^ *```(\w+)\n([\s\S]*?)^ *```$/gm)]
      .filter(([, name]) => name === language)
      .map(([, , text]) => text);
  const commands = blocks("sh").join("\n").replaceAll("npx pnpm redflag", '"$NODE" "$MAIN"');
  expect(commands.split("\n").filter((line) => line.includes("$MAIN")).length).toBeGreaterThan(6);
  const { status, stdout, stderr } = spawnSync("/bin/sh", ["-e", "-c", commands], {
    cwd: directory,
    encoding: "utf8",
    env: {
      ...COMPILE_CACHE,
      PATH: process.env.PATH,
      NODE: process.execPath,
      MAIN: BUILT.redflag,
      REDFLAG_DATABASE_URL: url,
      REDFLAG_DATA_DIR: join(directory, "data"),
    },
  });
  expect(status, stderr).toBe(0);
  for (const line of blocks("text").join("").split("\n")) expect(stdout).toContain(line);
});
