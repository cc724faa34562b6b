import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { openDatabase } from "@redflag/store/database";
import { sampleChain } from "@redflag/store/ledger.samples";
import { migrate } from "@redflag/store/migrate";
import { ensurePartitions } from "@redflag/store/partition";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { urlOf } from "../test-database.ts";
import { B, insertTwoExchanges } from "./two-exchanges.ts";

/** An owner who is no superuser and may not even make roles, as a hosted PostgreSQL gives them. */
const server = new pg.Pool({ connectionString: inject("postgresUrl"), max: 1 });
const name = `owner_${randomUUID().replaceAll("-", "")}`;
await server.query(`create role ${name} login`);
await server.query(`create database ${name} template template0 owner ${name}`);
const url = new URL(inject("postgresUrl"));
url.pathname = name;
url.username = name;
const db = await openDatabase({ url: url.href, applicationName: "test", poolMax: 2 });
afterAll(async () => {
  await db.close();
  await server.query(`drop database ${name} with (force)`);
  await server.query(`drop role ${name}`);
  await server.end();
});

test("migrates, and its own policies let it read and write what it owns", async () => {
  await migrate(db, join(import.meta.dirname, "../../migrations"));
  await insertTwoExchanges(db.pool);
  const { rows } = await db.pool.query("select count(*)::int as count from released_event");
  expect(rows).toEqual([{ count: 9 }]);
  await db.pool.query(`update subscriber set name = 'renamed' where id = '${B}'`);
  await db.pool.query(
    `delete from delivery_attempt; delete from delivery; delete from address_set; delete from subscription_secret;
     delete from subscription; delete from released_event; delete from idempotent_answer; delete from api_key;
     delete from subscriber`,
  );
  // Also what went with another row.
  expect((await db.pool.query("select from set_address")).rowCount).toBe(0);
});

test("services log in to its database and work there", async () => {
  const ingest = await openDatabase({ url: urlOf("redflag_ingest", url.href), applicationName: "test", poolMax: 1 });
  await ensurePartitions(ingest, sampleChain(1), 0, 0);
  const { rows } = await db.pool.query(
    "select pg_get_userbyid(relowner) as owner from pg_class where relname = 'block_1_0'",
  );
  expect(rows).toEqual([{ owner: name }]);
  await ingest.close();
});

test("granting again changes nothing", async () => {
  const acl = "select relname, relacl::text from pg_class where relnamespace = 'public'::regnamespace order by 1";
  const before = await db.pool.query(acl);
  await db.pool.query("select grant_access()");
  expect((await db.pool.query(acl)).rows).toEqual(before.rows);
});
