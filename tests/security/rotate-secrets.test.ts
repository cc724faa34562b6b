import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { permissionsOf } from "@redflag/domain/role";
import { NotifyWorld, until } from "@redflag/notify/testing/notify-world";
import { HeldInstallationKey } from "@redflag/runtime/held-installation-key";
import { openInstallationKey } from "@redflag/runtime/installation-key";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { openSecret } from "@redflag/runtime/sealed-secret";
import { newApiKeySecret } from "@redflag/runtime/secret-token";
import { insertApiKey } from "@redflag/store/api-key";
import { samplePayload } from "@redflag/store/webhook.samples";
import { Webhook } from "standardwebhooks";
import { afterAll, expect, test } from "vitest";
import { openApi } from "../../services/cli/src/testing/open-api.ts";
import { runCli } from "../../services/cli/src/testing/run-cli.ts";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { urlOf } from "../test-database.ts";

/* The API and what sends webhooks go on while keys are changed by the command line, as an operator would. */

const OWN = "0x00000000000000000000000000000000000000a1";
const DAY_MS = 86_400_000;

const { directory, env, db, api } = await openApi({ webhookHosts: ["127.0.0.1"] });
const keyFile = join(directory, "installation.key");
const [queue] = listTestStores();
if (queue === undefined) throw new Error("there is a queue in PostgreSQL at least");
const store = await queue.open();
const world = await NotifyWorld.open({
  owner: db,
  databaseUrl: urlOf("redflag_notify", env.REDFLAG_DATABASE_URL),
  queue: store.backend,
  held: await HeldInstallationKey.open(keyFile),
});
afterAll(async () => {
  await world.close();
  await store.close();
});
const exchange = await world.openExchange();
const receiver = await world.openReceiver();
await world.start();
const token = await keyOfExchange();
const secrets = (...args: readonly string[]) => runCli(["secrets", ...args], { env });

async function keyOfExchange(): Promise<string> {
  const { secret, prefix, hash: secretHash } = newApiKeySecret();
  const now = new Date();
  const made = { id: randomUUID(), name: "key", prefix, secretHash, createdBy: "system", now };
  await db.kysely.transaction().execute((tx) =>
    insertApiKey(tx, {
      ...made,
      role: "exchange",
      subscriberId: exchange.subscriberId,
      scopes: [...permissionsOf(["exchange"])],
      expiresAt: new Date(now.getTime() + DAY_MS),
    }),
  );
  return secret;
}

async function post<T>(path: string, body: object): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const url = `http://127.0.0.1:${api.port}${path}`;
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.ok, await response.clone().text()).toBe(true);
  return (await response.json()) as T;
}

interface Made {
  subscription: { id: string };
  secret: string;
}

async function subscribe(addressSet: string): Promise<Made> {
  const body = { name: `hook ${randomUUID()}`, url: `${receiver.url}/hook`, filter: { addressSet } };
  return post<Made>("/v1/subscriptions", body);
}

const set = await post<{ id: string }>("/v1/address-sets", { name: "own" });
await post(`/v1/address-sets/${set.id}/addresses`, { mode: "add", addresses: [OWN] });
const first = await subscribe(set.id);

/** An event about the own address reaches the receiver, signed with one of these secrets; one about another does not. */
async function expectSent(...made: readonly Made[]): Promise<void> {
  const from = receiver.received.length;
  await world.release(exchange, 1, samplePayload("eip155:1:0x00000000000000000000000000000000000000b2"));
  await world.release(exchange, 1, samplePayload(`eip155:1:${OWN}`));
  await until(() => receiver.received.length >= from + made.length);
  const sent = receiver.received.slice(from);
  expect(sent.map(({ body }) => JSON.parse(body).data.subject)).toEqual(made.map(() => `eip155:1:${OWN}`));
  for (const { secret } of made) {
    const verifies = sent.filter(({ headers, body }) => {
      try {
        return new Webhook(secret).verify(body, { ...headers }) !== undefined;
      } catch {
        return false;
      }
    });
    expect(verifies).toHaveLength(1);
  }
}

/** Each row of what rests under the key, as it lies there. */
async function resting() {
  const [sealed, hashes, key] = await Promise.all(
    [
      "select subscription_id as id, sealed from subscription_secret order by 1",
      "select address_hash from set_address order by 1",
      "select id from installation_key",
    ].map(async (sql) => (await db.pool.query(sql)).rows),
  );
  return { sealed, hashes, key };
}

test("the installation's key is changed while everything runs, and nothing is lost or told twice", async () => {
  await expectSent(first);
  const [before, old] = [await resting(), await openInstallationKey(keyFile)];
  const { code, stdout } = await secrets("rotate", "installation-key");
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining("1 webhook secret sealed anew, 1 own address hashed once more"),
  ]);
  const after = await resting();
  expect(after.hashes).not.toEqual(before.hashes);
  const [{ id, sealed }] = after.sealed as [{ id: string; sealed: Buffer }];
  expect(() => openSecret(old, id, sealed)).toThrow(expect.objectContaining({ code: "secret_unreadable" }));
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);

  // The processes that were there all the while: what was made before, what is made now, and what is added to the set.
  await expectSent(first);
  const second = await subscribe(set.id);
  await post(`/v1/address-sets/${set.id}/addresses`, { mode: "add", addresses: [OWN] });
  expect((await resting()).hashes).toEqual(after.hashes);
  await expectSent(first, second);
  const { rows } = await db.pool.query("select action, subject from audit_entry where action = 'secret.rotate'");
  expect(rows).toEqual([{ action: "secret.rotate", subject: "secret:installation-key" }]);
});

test("killed before its commit a change has changed nothing, and the next call begins anew", async () => {
  const [before, file] = [await resting(), readFileSync(keyFile, "utf8")];
  const blocker = await db.pool.connect();
  await blocker.query("begin");
  await blocker.query("select from installation_key for update");
  const child = spawn(process.execPath, [BUILT.redflag, "secrets", "rotate", "installation-key"], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, ...env },
    stdio: "ignore",
  });
  // All rows are written anew by then, and it waits to say so.
  const waiting =
    "select from pg_stat_activity where wait_event_type = 'Lock' and query like 'update \"installation_key\"%'";
  await until(async () => (await db.pool.query(waiting)).rows.length > 0);
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("close", resolve));
  await blocker.query("rollback");
  blocker.release();
  expect(existsSync(`${keyFile}.next`)).toBe(true);
  while ((await db.pool.query(waiting)).rows.length > 0) await sleep(20);
  expect([await resting(), readFileSync(keyFile, "utf8")]).toEqual([before, file]);
  await expectSent(first, ...(await othersOf(first)));
  expect((await secrets("rotate", "installation-key")).code).toBe(0);
  expect((await resting()).key).not.toEqual(before.key);
});

/** That were made by earlier tests: their secrets open under the key in force. */
async function othersOf({ subscription }: Made): Promise<Made[]> {
  const held = await HeldInstallationKey.open(keyFile);
  const { sealed } = await resting();
  const rows = sealed as Array<{ id: string; sealed: Buffer }>;
  return rows
    .filter(({ id }) => id !== subscription.id)
    .map(({ id, sealed: text }) => ({ subscription: { id }, secret: held.openSecret(id, text) }));
}

test("killed between commit and renaming, running processes and new ones find the key, and the next call puts the files right", async () => {
  copyFileSync(`${keyFile}.previous`, `${directory}/older.key`);
  const old = readFileSync(keyFile, "utf8");
  expect((await secrets("rotate", "installation-key")).code).toBe(0);
  const others = await othersOf(first);
  // As it lies after the commit: the new file beside, the old one in its place.
  renameSync(keyFile, `${keyFile}.next`);
  writeFileSync(keyFile, old, { mode: 0o600 });
  copyFileSync(`${directory}/older.key`, `${keyFile}.previous`);
  await expectSent(first, ...others);
  await subscribe(set.id);
  const settled = await secrets("rotate", "installation-key");
  expect(settled).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("a change that was cut off after its commit"),
  });
  expect(existsSync(`${keyFile}.next`)).toBe(false);
  expect(readFileSync(`${keyFile}.previous`, "utf8")).toBe(old);
  await expectSent(first, ...(await othersOf(first)));
});

test("a file that is another key changes nothing, and says so", async () => {
  const before = await resting();
  const elsewhere = join(directory, "other.key");
  await openInstallationKey(elsewhere);
  const other = { env: { ...env, REDFLAG_INSTALLATION_KEY_FILE: elsewhere } };
  const refused = await runCli(["secrets", "rotate", "installation-key"], other);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("sealed under another one") });
  expect(await resting()).toEqual(before);
  const listed = await runCli(["secrets", "list"], other);
  expect(listed.stdout).toContain("and the file holds another one");
  rmSync(elsewhere);
  const missing = await runCli(["secrets", "rotate", "installation-key"], other);
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining("is not there") });
});

test("the audit's key is changed, and what the old one has signed leads to the new one", async () => {
  const run = (...args: readonly string[]) => runCli(["audit", ...args], { env });
  const pem = join(directory, "old.pem");
  writeFileSync(pem, (await run("key")).stdout);
  const { code, stdout } = await secrets("rotate", "audit-key", "--json");
  const { keyId, previousKeyId, publicKey } = JSON.parse(stdout) as Record<string, string>;
  expect([code, keyId === previousKeyId]).toEqual([0, false]);
  writeFileSync(join(directory, "new.pem"), publicKey ?? "");
  expect((await run("key")).stdout).toBe(publicKey);
  const { rows } = await db.pool.query(
    `select content::jsonb -> 'detail' as detail, encode(key_id, 'hex') as signed
    from audit_entry join audit_checkpoint using (seq) where subject = 'secret:audit-key'`,
  );
  expect(rows).toEqual([{ detail: { from: previousKeyId, to: keyId }, signed: previousKeyId }]);
  await secrets("rotate", "installation-key");
  await run("checkpoint");
  const both = await run("verify", "--key", pem, "--key", join(directory, "new.pem"));
  expect(both).toMatchObject({ code: 0, stdout: expect.stringContaining("whole: rows") });
  const list = await secrets("list");
  expect(list.stdout).toContain(`audit key: ${keyId}`);
  expect(list.stdout).toMatch(/holds \d webhook secrets, the oldest of \d{4}-\d\d-\d\d/);
});
