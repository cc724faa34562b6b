import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { type Database, openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");

/**
 * A database of the running test's own as it was just before a migration, and the way from there to today.
 * @param number of the migration, as its file begins: "0004"
 */
export async function openBeforeMigration(number: string): Promise<{ db: Database; migrateOn: () => Promise<void> }> {
  const url = await createTestDatabaseUrl("template0");
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  onTestFinished(() => db.close());
  const directory = await mkdtemp(join(tmpdir(), "redflag-migrations-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const files = await readdir(MIGRATIONS);
  const run = async (names: readonly string[]) => {
    await Promise.all(names.map((name) => cp(join(MIGRATIONS, name), join(directory, name))));
    await migrate(db, directory);
  };
  await run(files.filter((name) => name < number));
  return { db, migrateOn: () => run(files) };
}
