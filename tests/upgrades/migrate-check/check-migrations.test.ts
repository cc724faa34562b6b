import { readFileSync } from "node:fs";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl } from "../../test-database.ts";
import { readReleased } from "../released-dump.ts";
import { checkMigrations } from "./check-migrations.ts";

const ROWS = 300;

test("applies what comes later on filled tables, and tells whom a migration keeps out", async () => {
  const directory = await mkdtemp(join(tmpdir(), "redflag-migrations-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  await cp(join(import.meta.dirname, "../../../migrations"), directory, { recursive: true });
  const known = await readdir(directory);
  const next = `${String(known.length + 1).padStart(4, "0")}_keeps`;
  await writeFile(join(directory, `${next}.sql`), "alter table alert add column later integer; select pg_sleep(0.3);");

  const dump = readReleased(readFileSync(join(import.meta.dirname, "../released/0.1.0.json.gz")));
  const url = await createTestDatabaseUrl("template0");
  const checked = await checkMigrations({ url, directory, dump, from: dump.migration, rowCount: ROWS });
  for (const table of ["transfer", "evidence", "alert", "audit_entry", "delivery"]) {
    expect(checked.rows.get(table), table).toBeGreaterThanOrEqual(ROWS);
  }
  expect(checked.unfit).toEqual([]);
  expect(checked.migrations).toHaveLength(known.length + 1 - dump.migration);
  const last = checked.migrations.at(-1);
  expect(last?.name).toBe(next);
  expect([...(last?.kept.keys() ?? [])]).toEqual(["alert"]);
});
