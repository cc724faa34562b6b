import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { type Database, openDatabase } from "./database.ts";
import { inspectMigrations, migrate } from "./migrate.ts";

const directories: string[] = [];
afterAll(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true }))));

let url: string;
let db: Database;
const url0 = await createTestDatabaseUrl("template0");

beforeEach(async () => {
  db = await openDatabase({ url: url0, applicationName: "test", poolMax: 4 });
  await sql`drop schema public cascade`.execute(db.kysely);
  await sql`create schema public`.execute(db.kysely);
  url = url0;
  return () => db.close();
});

async function directoryOf(...files: string[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "redflag-migrations-"));
  directories.push(directory);
  await Promise.all(files.map((text, index) => writeFile(join(directory, `000${index + 1}_step.sql`), text)));
  return directory;
}

const one = "create table a (id integer);\ninsert into a values (1);";
const two = "create table b (id integer);";

test("applies what is missing in order, and then nothing", async () => {
  const first = await directoryOf(one);
  expect(await inspectMigrations(db.kysely, first)).toEqual({ current: 0, latest: 1, pending: ["0001_step"] });
  expect(await migrate(db, first)).toEqual({ applied: ["0001_step"], current: 1 });
  const both = await directoryOf(one, two);
  expect(await inspectMigrations(db.kysely, both)).toEqual({ current: 1, latest: 2, pending: ["0002_step"] });
  expect(await migrate(db, both)).toEqual({ applied: ["0002_step"], current: 2 });
  expect(await migrate(db, both)).toEqual({ applied: [], current: 2 });
});

test("starters at the same time apply each file once", async () => {
  const directory = await directoryOf(one, two);
  const second = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  const results = await Promise.all([migrate(db, directory), migrate(second, directory), migrate(db, directory)]);
  expect(results.flatMap((result) => result.applied).sort()).toEqual(["0001_step", "0002_step"]);
  expect((await sql`select * from a`.execute(db.kysely)).rows).toHaveLength(1);
  await second.close();
});

test("a file that fails leaves nothing of itself, and keeps what came before", async () => {
  const directory = await directoryOf(one, "create table half (id integer); select nonsense;");
  await expect(migrate(db, directory)).rejects.toThrow("nonsense");
  expect(await inspectMigrations(db.kysely, directory)).toMatchObject({ current: 1 });
  expect((await sql`select to_regclass('half') as found`.execute(db.kysely)).rows).toEqual([{ found: null }]);
});

test("an applied file may change its line endings and nothing else", async () => {
  await migrate(db, await directoryOf(one, two));
  expect(await migrate(db, await directoryOf(one.replaceAll("\n", "\r\n"), two))).toMatchObject({ applied: [] });
  const changed = await directoryOf(`${one}\n`, two);
  await expect(migrate(db, changed)).rejects.toMatchObject({ code: "database_migration_changed" });
  await expect(inspectMigrations(db.kysely, changed)).rejects.toMatchObject({ code: "database_migration_changed" });
});

test("a database ahead of the program is refused", async () => {
  await migrate(db, await directoryOf(one, two));
  await expect(migrate(db, await directoryOf(one))).rejects.toMatchObject({ code: "database_newer" });
});
