import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { type Database, openDatabase } from "./database.ts";
import { inspectMigrations, migrate } from "./migrate.ts";
import { holdSchema } from "./schema-hold.ts";

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

const NOBODY = () => expect.unreachable("nobody changed the tables");
const OFTEN = { lockTimeoutMs: 20, attemptsMax: 500 };

test("who works on the tables is named, and they stay as they are until nobody does", async () => {
  const old = await directoryOf(one);
  await migrate(db, old);
  const worker = await openDatabase({ url, applicationName: "redflag screen 7", poolMax: 1 });
  const hold = await holdSchema(worker, old, NOBODY);
  const both = await directoryOf(one, two);
  await expect(migrate(db, both)).rejects.toMatchObject({
    code: "database_in_use",
    message: expect.stringContaining("0002_step is to be applied, and on the tables work: redflag screen 7"),
  });
  expect(await migrate(db, old)).toEqual({ applied: [], current: 1 });
  await expect(holdSchema(worker, both, NOBODY)).rejects.toMatchObject({ code: "database_older" });
  await hold.release();
  expect(await migrate(db, both)).toEqual({ applied: ["0002_step"], current: 2 });
  await expect(holdSchema(worker, old, NOBODY)).rejects.toMatchObject({ code: "database_newer" });
  await worker.close();
});

test("a file that says why the program before it stays right is applied beside that program", async () => {
  const old = await directoryOf(one);
  await migrate(db, old);
  const hold = await holdSchema(db, old, NOBODY);
  const online = await directoryOf(one, `-- while services run: nobody reads b yet\n${two}`);
  expect(await migrate(db, online)).toEqual({ applied: ["0002_step"], current: 2 });
  await hold.release();
});

test("who loses its session takes its claim again, and ends where the tables were changed meanwhile", async () => {
  const old = await directoryOf(one);
  await migrate(db, old);
  const moved = vi.fn();
  const hold = await holdSchema(db, old, moved);
  const cut = () =>
    sql`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and mode = 'ShareLock' and database = (select oid from pg_database where datname = current_database())`.execute(
      db.kysely,
    );
  const both = await directoryOf(one, two);
  const isHeld = () => expect(migrate(db, both)).rejects.toMatchObject({ code: "database_in_use" });
  await isHeld();
  await sql`insert into migration (number, name, checksum) values (2, '0002_step', '\\x02')`.execute(db.kysely);
  await cut();
  await vi.waitFor(
    () => expect(moved).toHaveBeenCalledWith(expect.objectContaining({ code: "database_newer" })),
    20_000,
  );
  await sql`delete from migration where number = 2`.execute(db.kysely);
  expect(await migrate(db, both)).toMatchObject({ applied: ["0002_step"] });
  await hold.release();
});

describe("a table that somebody keeps", () => {
  const alter = "alter table a add column later integer;";

  test("is asked for again and again, and nobody queues behind the asking", async () => {
    const old = await directoryOf(one);
    await migrate(db, old);
    const reader = await db.pool.connect();
    await reader.query("begin; select * from a");
    const migrated = migrate(db, await directoryOf(one, alter), OFTEN);
    await vi.waitFor(async () => expect(await countWaiting()).toBe(1), 20_000);
    // Behind an attempt that waited on, this would wait for the reader.
    expect((await db.pool.query("select * from a")).rowCount).toBe(1);
    await reader.query("commit");
    reader.release();
    expect(await migrated).toEqual({ applied: ["0002_step"], current: 2 });
  });

  test("for good is told, with who keeps it", async () => {
    await migrate(db, await directoryOf(one));
    const reader = await openDatabase({ url, applicationName: "a forgotten dump", poolMax: 1 });
    await reader.pool.query("begin; select * from a");
    await expect(
      migrate(db, await directoryOf(one, alter), { lockTimeoutMs: 10, attemptsMax: 3 }),
    ).rejects.toMatchObject({ code: "migration_blocked", message: expect.stringContaining("a forgotten dump") });
    expect(await inspectMigrations(db.kysely, await directoryOf(one, alter))).toMatchObject({ current: 1 });
    await reader.close();
  });

  async function countWaiting(): Promise<number> {
    const { rows } = await db.pool.query("select from pg_locks where not granted and relation = 'a'::regclass");
    return rows.length;
  }
});

describe("an index that is made beside readers and writers", () => {
  const index = "-- For looking up by id.\ncreate index concurrently a_id on a (id);\n";

  test("comes once, also where several start and an earlier attempt was cut off", async () => {
    await migrate(db, await directoryOf(one));
    // What `create index concurrently` leaves when it is cut off.
    await db.pool.query(
      "create index a_id on a (id); update pg_index set indisvalid = false where indexrelid = 'a_id'::regclass",
    );
    const writer = await db.pool.connect();
    await writer.query("begin; insert into a values (2)");
    const directory = await directoryOf(one, index);
    const second = await openDatabase({ url, applicationName: "second", poolMax: 1 });
    const starters = Promise.all([migrate(db, directory), migrate(second, directory)]);
    await writer.query("commit");
    writer.release();
    expect((await starters).flatMap(({ applied }) => applied)).toEqual(["0002_step"]);
    const { rows } = await db.pool.query("select indisvalid from pg_index where indexrelid = 'a_id'::regclass");
    expect(rows).toEqual([{ indisvalid: true }]);
    await second.close();
  });

  test("has a file of its own", async () => {
    const mixed = await directoryOf(one, `${two}\n${index}`);
    await expect(migrate(db, mixed)).rejects.toThrow("must do nothing else");
  });
});
