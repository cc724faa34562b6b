import type pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { A, B, callerOf, insertTwoExchanges } from "../../../tests/visibility/two-exchanges.ts";
import { type Database, openDatabase } from "./database.ts";
import { readAs, readOneAs, writeAs } from "./visibility.ts";

const url = await createTestDatabaseUrl();
const owner = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => owner.close());

const db = await openDatabase({ url: urlOf("redflag_exchange", url), applicationName: "test", poolMax: 1 });
afterAll(() => db.close());
beforeAll(() => insertTwoExchanges(owner.pool));

const a = { subscriberId: A, caller: callerOf(A) };
const b = { subscriberId: B, caller: callerOf(B) };
const query = (text: string) => ({
  name: text.slice(0, 60),
  text,
  values: [],
  of: (row: { found: unknown }) => row.found,
});
const subscribers = query("select array_agg(distinct subscriber_id::text) as found from released_event");

test("each reads its own, on one connection", async () => {
  for (const { subscriberId, caller } of [a, b, a]) {
    const scope = { subscriberId, caller };
    expect(
      await readAs(db, scope, (tx) => tx.selectFrom("released_event").select("subscriber_id").distinct().execute()),
    ).toEqual([{ subscriber_id: subscriberId }]);
    expect(await readOneAs(db, scope, subscribers)).toEqual([subscriberId]);
  }
});

test("at the same time, too", async () => {
  const scopes = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? a : b));
  const read = await Promise.all(scopes.map((scope) => readOneAs(db, scope, subscribers)));
  expect(read).toEqual(scopes.map(({ subscriberId }) => [subscriberId]));
});

test("no row is undefined", async () => {
  expect(await readOneAs(db, a, query("select id as found from subscriber where name = 'nobody'"))).toBeUndefined();
});

test("nothing is left on the connection, whether it was read or failed", async () => {
  const left = async () => {
    const { rows } = await db.pool.query(
      `select current_setting('redflag.subscriber', true) as subscriber, current_setting('redflag.caller', true) as caller,
         current_setting('transaction_read_only') as read_only, (select count(*) from released_event) as seen`,
    );
    expect(rows).toEqual([
      { subscriber: expect.toBeOneOf(["", null]), caller: expect.toBeOneOf(["", null]), read_only: "off", seen: 0 },
    ]);
  };
  await readOneAs(db, a, subscribers);
  await left();
  await expect(readOneAs(db, a, query("select secret_hash as found from api_key"))).rejects.toMatchObject({
    code: "42501",
  });
  await left();
  await expect(readOneAs(db, a, query("select 1 / count(*) as found from alert"))).rejects.toThrow();
  await expect(readOneAs(db, a, query("this is no query"))).rejects.toThrow("syntax error");
  await left();
  await expect(readAs(db, a, (tx) => tx.selectFrom("alert").select("id").execute())).rejects.toMatchObject({
    code: "42501",
  });
  await expect(writeAs(db, a, () => Promise.reject(new Error("the request was aborted")))).rejects.toThrow("aborted");
  await left();
  expect(await readOneAs(db, b, subscribers)).toEqual([B]);
});

test("a connection that breaks under a query is a Problem, and the next query has another one", async () => {
  const ended = readOneAs(db, a, query("select pg_sleep(60)::text as found")).catch((error: unknown) => error);
  await expect
    .poll(async () => {
      const { rows } = await owner.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where query like 'select pg_sleep%' and datname = current_database()`,
      );
      return rows.length;
    })
    .toBe(1);
  expect(await ended).toMatchObject({ code: "database_unreachable" });
  expect(await readOneAs(db, a, subscribers)).toEqual([A]);
});

test("what is read writes nothing; what is written is kept, or rolled back with what failed after it", async () => {
  const rename = (name: string) => (tx: Database["kysely"]) =>
    tx.updateTable("api_key").set({ name }).where("subscriber_id", "is not", null).execute();
  const renaming = query("update api_key set name = 'read' returning name as found");
  await expect(readOneAs(db, a, renaming)).rejects.toMatchObject({ code: "25006" });
  await expect(readAs(db, a, rename("read"))).rejects.toMatchObject({ code: "25006" });
  await writeAs(db, a, rename("written"));
  const failing = writeAs(db, a, async (tx) => {
    await rename("lost")(tx);
    throw new Error("later");
  });
  await expect(failing).rejects.toThrow("later");
  const { rows } = await owner.pool.query(
    "select name from api_key where subscriber_id is not null order by subscriber_id",
  );
  expect(rows.map(({ name }) => name)).toEqual(["written", "A's sandbox", "B"]);
});

test("a scope that is not made of ids never reaches the database", async () => {
  for (const scope of [
    { ...a, subscriberId: "" },
    { ...a, subscriberId: "' || pg_sleep(9) || '" },
    { ...a, caller: "user:x'" },
  ]) {
    expect(() => readAs(db, scope, () => Promise.resolve())).toThrow("made of ids");
    await expect(readOneAs(db, scope, subscribers)).rejects.toThrow("made of ids");
  }
});

test("one read is one write to the socket, and the texts are sent once for each connection", async () => {
  const client = await db.pool.connect();
  const { connection } = client as unknown as { connection: pg.Connection };
  const written = vi.spyOn(connection.stream, "_writev");
  const parsed = vi.spyOn(connection, "parse");
  client.release();
  const once = query("select 'once' as found");
  for (let i = 0; i < 3; i++) expect(await readOneAs(db, a, once)).toBe("once");
  expect(written).toHaveBeenCalledTimes(3);
  expect(parsed.mock.calls.filter(([{ text }]) => text === once.text)).toHaveLength(1);
});
