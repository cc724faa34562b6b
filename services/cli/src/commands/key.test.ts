import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiKey } from "@redflag/contract/http/routes/keys";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { hashToken, isWellFormedKey } from "@redflag/runtime/secret-token";
import { findApiKeyBySecret } from "@redflag/store/api-key";
import { openDatabase } from "@redflag/store/database";
import { listReleasedEvents } from "@redflag/store/released-event";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-key-"));
afterAll(() => rmSync(directory, { recursive: true }));

const url = await createTestDatabaseUrl();
const env = { REDFLAG_DATABASE_URL: url, REDFLAG_DATA_DIR: directory };
const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());

const run = (...args: readonly string[]) => runCli(args, { env });
const DAY_MS = 86_400_000;

test("a key's life: made, shown once, listed without its secret, revoked", async () => {
  const scopes = ["--scope", "audit:read", "--scope", "users:read", "--scope", "audit:read"];
  const made = await run(
    "key",
    "create",
    "--name",
    "nightly",
    "--role",
    "supervisor",
    ...scopes,
    "--days",
    "30",
    "--json",
  );
  const { key, secret } = JSON.parse(made.stdout) as { key: unknown; secret: string };
  const { id, scopes: kept, createdAt, expiresAt, prefix } = ApiKey.parse(key);
  expect(isWellFormedKey(secret)).toBe(true);
  expect(secret.startsWith(prefix)).toBe(true);
  expect(kept).toEqual(["audit:read", "users:read"]);
  expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(30 * DAY_MS);
  expect(await findApiKeyBySecret(db.kysely, hashToken(secret))).toMatchObject({ id, createdBy: "system" });

  const list = await run("key", "list");
  expect(list.stdout).toContain(
    `${prefix}…  nightly, supervisor: audit:read, users:read\n  ${id}, expires ${expiresAt}, never used`,
  );
  expect(list.stdout).not.toContain(secret);
  const revoked = ApiKey.parse(JSON.parse((await run("key", "revoke", id, "--json")).stdout));
  expect(revoked.revokedAt).toBeDefined();
  expect(ApiKey.parse(JSON.parse((await run("key", "revoke", id.toUpperCase(), "--json")).stdout))).toEqual(revoked);
  expect((await run("key", "list")).stdout).toContain(`revoked ${revoked.revokedAt}, never used`);
});

test("a key of an exchange; standard output is the secret alone", async () => {
  await run("subscriber", "create", "Kumru");
  const exchange = ["--name", "kumru", "--role", "exchange", "--scope", "events:read"];
  const made = await run("key", "create", ...exchange, "--subscriber", "Kumru");
  expect(isWellFormedKey(made.stdout.trimEnd())).toBe(true);
  expect(made.stderr).toContain("kumru, exchange of Kumru: events:read");
  expect(made.stderr).not.toContain(made.stdout.trimEnd());
  const listed = await run("key", "list", "--subscriber", "Kumru", "--json");
  expect(ApiKey.parse(JSON.parse(listed.stdout))).toMatchObject({ name: "kumru", role: "exchange", sandbox: false });
  const without = await run("key", "create", ...exchange);
  expect([without.code, without.stderr]).toEqual([
    1,
    expect.stringContaining("the role exchange without a subscriber"),
  ]);
  const nobody = await run("key", "revoke", "0b6f5c1e-6c1a-4a58-9d57-3b0a1f3f9c11");
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining("no key has the id 0b6f5c1e")]);
});

test("a key of an exchange's sandbox: it reads the samples, is told apart, and its life is a key's", async () => {
  await run("subscriber", "create", "Serçe");
  const none = await run("key", "list", "--subscriber", "Serçe", "--sandbox");
  expect([none.code, none.stdout]).toEqual([0, ""]);
  const create = ["key", "create", "--name", "serçe-test", "--subscriber", "Serçe", "--sandbox"];
  const made = JSON.parse((await run(...create, "--json")).stdout) as { key: unknown; secret: string };
  const { subscriber = "", ...key } = ApiKey.parse(made.key);
  expect(isWellFormedKey(made.secret)).toBe(true);
  expect(key).toMatchObject({
    role: "exchange",
    scopes: ["events:read", "webhooks:read", "webhooks:write"],
    sandbox: true,
  });
  expect(Date.parse(key.expiresAt) - Date.parse(key.createdAt)).toBe(30 * DAY_MS);
  const again = await run(...create, "--days", "2", "--role", "exchange", "--scope", "events:read");
  expect(again.stderr).toContain("serçe-test, exchange of Serçe (sandbox): events:read");

  const found = await findApiKeyBySecret(db.kysely, hashToken(made.secret));
  expect(found).toMatchObject({ sandbox: true, subscriberId: subscriber });
  const events = await listReleasedEvents(db.kysely, { limit: 100, subscriberId: subscriber });
  expect(events.map(({ eventId, payload }) => ({ id: eventId, payload }))).toEqual(SAMPLE_EVENTS);

  const own = await run("key", "list", "--subscriber", "Serçe");
  expect([own.code, own.stdout]).toEqual([0, ""]);
  const list = (await run("key", "list", "--subscriber", "Serçe", "--sandbox", "--json")).stdout.trimEnd().split("\n");
  expect(list.map((line) => ApiKey.parse(JSON.parse(line)).id)).toEqual([expect.any(String), key.id]);
  expect((await run("key", "list")).stdout).toContain("serçe-test, exchange of Serçe (sandbox): events:read");
  const revoked = ApiKey.parse(JSON.parse((await run("key", "revoke", key.id, "--json")).stdout));
  expect(revoked.revokedAt).toBeDefined();
  const told = await run("audit", "list", "--action", "sandbox.create", "--json");
  expect(told.stdout).toContain(`key:${key.id}`);
});

test.each([
  ["a sandbox of nobody", ["--sandbox"], "--sandbox goes with --subscriber"],
  ["a sandbox for staff", ["--sandbox", "--subscriber", "Kumru", "--role", "ops"], "has the role exchange"],
  [
    "a sandbox that opens more",
    ["--sandbox", "--subscriber", "Kumru", "--scope", "keys:read"],
    "opens events:read, webhooks:read, webhooks:write alone",
  ],
  [
    "a scope that the role has not",
    ["--role", "ops", "--scope", "users:write"],
    "the role ops has no users:write; it has own-session",
  ],
  ["a scope that is none", ["--role", "ops", "--scope", "everything"], "a scope is one of own-session, users:read"],
  ["a role that is none", ["--role", "boss", "--scope", "audit:read"], "analyst, supervisor, ops, exchange, admin"],
  ["no scope", ["--role", "ops"], "--scope"],
  ["a key for ever", ["--role", "ops", "--scope", "own-session", "--days", "367"], "1 to 366"],
  ["a key for no time", ["--role", "ops", "--scope", "own-session", "--days", "0"], "1 to 366"],
])("%s is wrong usage", async (_, args, fact) => {
  const { code, stdout, stderr } = await run("key", "create", "--name", "k", ...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(fact);
});
