import { sql } from "kysely";
import { expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { openDatabase } from "./database.ts";

const url = await createTestDatabaseUrl();

test("an unreachable database is named by place, never by password", async () => {
  const opening = openDatabase({ url: "postgres://ann:s3cret@127.0.0.1:1/ledger", applicationName: "test" });
  const problem = await opening.then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  expect(problem).toMatchObject({ code: "database_unreachable", retry: "retry" });
  expect(problem?.message).toContain("127.0.0.1:1, database ledger");
  expect(`${problem?.message} ${problem?.stack} ${JSON.stringify(problem)}`).not.toContain("s3cret");
});

test("a database that does not exist is unreachable too", async () => {
  const missing = new URL(url);
  missing.pathname = "nowhere";
  await expect(openDatabase({ url: missing.href, applicationName: "test" })).rejects.toMatchObject({
    code: "database_unreachable",
    detail: expect.stringContaining('"nowhere" does not exist'),
  });
});

test.each(["", "mysql://ann:s3cret@host/db", "postgres://ann:s3cret@:x/db"])("malformed URL %#", async (malformed) => {
  const problem = await openDatabase({ url: malformed, applicationName: "test" }).catch((error: unknown) => error);
  expect(problem).toMatchObject({ code: "config_invalid" });
  expect((problem as Error).message).not.toContain("s3cret");
});

test("the server asks a silent session whether somebody is there, unless the URL says otherwise", async () => {
  const settingsOf = async (given: string) => {
    const db = await openDatabase({ url: given, applicationName: "test", poolMax: 1 });
    const { rows } = await db.pool.query(
      `select current_setting('tcp_keepalives_idle') as idle, current_setting('tcp_user_timeout') as unheard,
         current_setting('work_mem') as memory`,
    );
    await db.close();
    return rows;
  };
  expect(await settingsOf(url)).toMatchObject([{ idle: "10", unheard: "25000" }]);
  const own = new URL(url);
  own.searchParams.set("options", "-c work_mem=7MB -c tcp_keepalives_idle=99");
  expect(await settingsOf(own.href)).toEqual([{ idle: "99", unheard: "25000", memory: "7MB" }]);
});

test("a killed backend is a Problem for the query in flight and nothing for the process; the next query works", async () => {
  const db = await openDatabase({ url, applicationName: "victim", poolMax: 2 });
  const killer = await openDatabase({ url, applicationName: "killer", poolMax: 1 });
  const kill = () =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'`.execute(
      killer.kysely,
    );

  const inFlight = sql`select pg_sleep(60)`.execute(db.kysely).catch((error: unknown) => error);
  await expect
    .poll(async () => {
      const { rows } = await sql`
        select 1 from pg_stat_activity where application_name = 'victim' and query like '%pg_sleep%'`.execute(
        killer.kysely,
      );
      return rows.length;
    })
    .toBe(1);
  await kill();
  expect(await inFlight).toMatchObject({ code: "database_unreachable", retry: "retry" });

  await sql`select 1`.execute(db.kysely);
  await kill();
  await expect.poll(() => db.pool.totalCount).toBe(0);
  expect((await sql<{ one: number }>`select 1 as one`.execute(db.kysely)).rows).toEqual([{ one: 1 }]);
  await db.close();
  await killer.close();
});

test("bigint is a number, and one beyond 2^53 crashes instead of losing digits", async () => {
  const db = await openDatabase({ url, applicationName: "test", poolMax: 1 });
  const { rows } = await sql<{ n: number }>`select 9007199254740991::bigint as n`.execute(db.kysely);
  expect(rows[0]?.n).toBe(Number.MAX_SAFE_INTEGER);
  await expect(sql`select 9007199254740992::bigint as n`.execute(db.kysely)).rejects.toThrow("2^53");
  await db.close();
});
