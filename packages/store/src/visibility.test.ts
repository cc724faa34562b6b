import type { EventEmitter } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { A, B, callerOf, insertTwoExchanges } from "../../../tests/visibility/two-exchanges.ts";
import { type Database, openDatabase } from "./database.ts";
import { readAs, readOneAs, writeAs } from "./visibility.ts";

const url = await createTestDatabaseUrl();
const owner = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => owner.close());

const open = async (pipeline: boolean): Promise<Database> => {
  const db = await openDatabase({ url: urlOf("redflag_exchange", url), applicationName: "test", poolMax: 1, pipeline });
  afterAll(() => db.close());
  return db;
};
const ways = { "one after the other": await open(false), pipelined: await open(true) };
beforeAll(() => insertTwoExchanges(owner.pool));

const a = { subscriberId: A, caller: callerOf(A) };
const b = { subscriberId: B, caller: callerOf(B) };
const eventsOf = (db: Database) =>
  db.kysely.selectFrom("released_event").select("subscriber_id").distinct().orderBy("subscriber_id");

test.each(Object.entries(ways))("each reads its own, on one connection, %s", async (_, db) => {
  for (const scope of [a, b, a]) {
    const own = [{ subscriber_id: scope.subscriberId }];
    expect(
      await readAs(db, scope, (tx) => tx.selectFrom("released_event").select("subscriber_id").distinct().execute()),
    ).toEqual(own);
    expect(await readOneAs(db, scope, eventsOf(db))).toEqual(own);
  }
});

test.each(Object.entries(ways))("at the same time, too, %s", async (_, db) => {
  const scopes = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? a : b));
  const read = await Promise.all(scopes.map((scope) => readOneAs(db, scope, eventsOf(db))));
  expect(read).toEqual(scopes.map(({ subscriberId }) => [{ subscriber_id: subscriberId }]));
});

test.each(Object.entries(ways))("a failed query leaves nothing on the connection, %s", async (_, db) => {
  const hash = db.kysely.selectFrom("api_key").select("secret_hash");
  await expect(readOneAs(db, a, hash)).rejects.toMatchObject({ code: "42501" });
  await expect(readAs(db, a, (tx) => tx.selectFrom("alert").select("id").execute())).rejects.toMatchObject({
    code: "42501",
  });
  await expect(writeAs(db, a, () => Promise.reject(new Error("the request was aborted")))).rejects.toThrow("aborted");
  expect(await eventsOf(db).execute()).toEqual([]);
  const { rows } = await db.pool.query("select current_setting('redflag.subscriber', true) as left");
  expect(rows).toEqual([{ left: "" }]);
});

test("what is read writes nothing; what is written is kept, or rolled back with what failed after it", async () => {
  const db = ways.pipelined;
  const rename = (name: string) => (tx: Database["kysely"]) =>
    tx.updateTable("api_key").set({ name }).where("subscriber_id", "is not", null).execute();
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

test("a scope that is not made of ids never reaches the database", () => {
  for (const subscriberId of ["", "' || pg_sleep(9) || '", `${A}'`]) {
    expect(() => readAs(ways.pipelined, { subscriberId, caller: a.caller }, () => Promise.resolve())).toThrow(
      "made of ids",
    );
  }
  expect(() => readAs(ways.pipelined, { ...a, caller: "user:x'" }, () => Promise.resolve())).toThrow("made of ids");
});

test("one read is one message out and one back: all three statements are sent before the first is answered", async () => {
  const db = ways.pipelined;
  const client = await db.pool.connect();
  const order: string[] = [];
  const { connection } = client as unknown as { connection: EventEmitter };
  connection.prependListener("readyForQuery", () => order.push("answered"));
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]) => {
    order.push("asked");
    return query(...args);
  }) as typeof client.query;
  client.release();
  await readOneAs(db, a, eventsOf(db));
  expect(order).toEqual(["asked", "asked", "asked", "answered", "answered", "answered"]);
});
