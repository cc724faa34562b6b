import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import {
  findApiKey,
  findApiKeyBySecret,
  insertApiKey,
  listApiKeys,
  type NewKey,
  renameApiKey,
  revokeApiKey,
  touchApiKeys,
} from "./api-key.ts";
import { after, hash32, MINUTE_MS, NOW } from "./people.samples.ts";
import { ensureSandbox, insertSubscriber } from "./subscriber.ts";

const db = await openTestDatabase();
beforeEach(() => sql`truncate api_key, subscriber cascade`.execute(db.kysely));

function add(over: Partial<NewKey> = {}) {
  const id = randomUUID();
  return insertApiKey(db.kysely, {
    id,
    name: "nightly",
    prefix: "rf_live_a1B2c3",
    secretHash: hash32(id),
    role: "admin",
    scopes: ["users:read", "audit:read"],
    createdBy: "system",
    now: NOW,
    expiresAt: after(MINUTE_MS),
    ...over,
  });
}

test("a key is found by its secret's hash and by id, never with the hash", async () => {
  const key = await add();
  expect(key).toEqual({
    id: key.id,
    name: "nightly",
    prefix: "rf_live_a1B2c3",
    role: "admin",
    scopes: ["users:read", "audit:read"],
    sandbox: false,
    createdBy: "system",
    createdAt: NOW,
    expiresAt: after(MINUTE_MS),
    version: 1,
  });
  expect(await findApiKey(db.kysely, key.id)).toEqual(key);
  expect(await findApiKeyBySecret(db.kysely, hash32(key.id))).toEqual(key);
  expect(await findApiKeyBySecret(db.kysely, hash32("guess"))).toBeUndefined();
  expect(await findApiKey(db.kysely, randomUUID())).toBeUndefined();
});

test("a key of an exchange has a subscriber, and says whether that is a sandbox", async () => {
  const { id: subscriberId } = await insertSubscriber(db.kysely, { id: randomUUID(), name: "Kumru" });
  const sandboxId = await ensureSandbox(db.kysely, subscriberId, randomUUID());
  const live = await add({ role: "exchange", scopes: ["events:read"], subscriberId });
  const test = await add({
    role: "exchange",
    scopes: ["events:read"],
    subscriberId: sandboxId,
    prefix: "rf_test_a1B2c3",
  });
  expect(await findApiKey(db.kysely, live.id)).toMatchObject({ sandbox: false });
  expect(await findApiKey(db.kysely, test.id)).toMatchObject({ sandbox: true });
  expect(await findApiKeyBySecret(db.kysely, hash32(live.id))).toMatchObject({ subscriberId, sandbox: false });
  expect(await findApiKeyBySecret(db.kysely, hash32(test.id))).toMatchObject({
    subscriberId: sandboxId,
    sandbox: true,
  });
  await expect(add({ role: "exchange" })).rejects.toMatchObject({ code: "roles_invalid" });
  await expect(add({ subscriberId })).rejects.toMatchObject({ code: "roles_invalid" });
  const nobodys = add({ role: "exchange", subscriberId: randomUUID() });
  await expect(nobodys).rejects.toMatchObject({ code: "not_found" });
});

test("keys are listed newest first, a page at a time, also those of one moment", async () => {
  const { id: subscriberId } = await insertSubscriber(db.kysely, { id: randomUUID(), name: "Kumru" });
  for (const ms of [0, 0, 1, 1, 2]) await add({ now: after(ms) });
  await add({ now: after(3), role: "exchange", subscriberId });
  const all = await listApiKeys(db.kysely, { limit: 10 });
  expect(all.map(({ createdAt }) => createdAt.getTime() - NOW.getTime())).toEqual([3, 2, 1, 1, 0, 0]);
  const paged = [];
  let before: { createdAt: Date; id: string } | undefined;
  for (;;) {
    const [key] = await listApiKeys(db.kysely, { limit: 1, ...(before && { before }) });
    if (key === undefined) break;
    paged.push(key);
    before = key;
  }
  expect(paged).toEqual(all);
  expect(await listApiKeys(db.kysely, { limit: 10, subscriberId })).toEqual(all.slice(0, 1));
});

test("a key that the database's own clock dated has the time that a cursor holds", async () => {
  await add();
  await sql`update api_key set created_at = '2026-01-05T12:00:00.123456Z'`.execute(db.kysely);
  const [key] = await listApiKeys(db.kysely, { limit: 1 });
  expect(key?.createdAt.getMilliseconds()).toBe(123);
  expect(await listApiKeys(db.kysely, { limit: 1, ...(key && { before: key }) })).toEqual([]);
});

test("a name is changed from the version that was read", async () => {
  const { id } = await add();
  expect(await renameApiKey(db.kysely, { id, version: 1, name: "weekly" })).toMatchObject({
    name: "weekly",
    version: 2,
  });
  expect(await renameApiKey(db.kysely, { id, version: 1, name: "lost" })).toBeUndefined();
  expect(await renameApiKey(db.kysely, { id: randomUUID(), version: 1, name: "lost" })).toBeUndefined();
});

test("a key is revoked once, for good", async () => {
  const { id } = await add();
  expect(await revokeApiKey(db.kysely, id, NOW)).toBe(true);
  expect(await revokeApiKey(db.kysely, id, after(1))).toBe(false);
  expect(await revokeApiKey(db.kysely, randomUUID(), NOW)).toBe(false);
  expect(await findApiKeyBySecret(db.kysely, hash32(id))).toMatchObject({ revokedAt: NOW, version: 2 });
});

test("last use is noted once a minute, of many at once", async () => {
  const one = await add();
  const two = await add();
  const used = async () =>
    (await Promise.all([one, two].map(({ id }) => findApiKey(db.kysely, id)))).map((key) => key?.lastUsedAt);
  await touchApiKeys(db.kysely, [], NOW);
  await touchApiKeys(db.kysely, [one.id], NOW);
  expect(await used()).toEqual([NOW, undefined]);
  await touchApiKeys(db.kysely, [one.id, two.id, randomUUID()], after(MINUTE_MS - 1));
  expect(await used()).toEqual([NOW, after(MINUTE_MS - 1)]);
  await touchApiKeys(db.kysely, [one.id, two.id], after(MINUTE_MS));
  expect(await used()).toEqual([after(MINUTE_MS), after(MINUTE_MS - 1)]);
  expect(await findApiKey(db.kysely, one.id)).toMatchObject({ version: 1 });
});

test("a login that may not read the secrets' hashes lists, renames and revokes", async () => {
  const { id } = await add();
  const columns =
    "id, name, prefix, role, scopes, subscriber_id, created_by, created_at, expires_at, revoked_at, last_used_at, version";
  const role = `reader_${randomUUID().replaceAll("-", "")}`;
  await db.kysely.transaction().execute(async (tx) => {
    await sql.raw(`create role ${role} bypassrls`).execute(tx);
    await sql.raw(`grant select (${columns}) on api_key to ${role}; grant update on api_key to ${role}`).execute(tx);
    await sql.raw(`set local role ${role}`).execute(tx);
    expect(await listApiKeys(tx, { limit: 1 })).toHaveLength(1);
    expect(await findApiKey(tx, id)).toBeDefined();
    expect(await renameApiKey(tx, { id, version: 1, name: "weekly" })).toBeDefined();
    expect(await revokeApiKey(tx, id, NOW)).toBe(true);
    await sql`savepoint before_hash`.execute(tx);
    await expect(findApiKeyBySecret(tx, hash32(id))).rejects.toMatchObject({ code: "42501" });
    await sql`rollback to savepoint before_hash`.execute(tx);
    await sql.raw(`reset role; drop owned by ${role}; drop role ${role}`).execute(tx);
  });
});
