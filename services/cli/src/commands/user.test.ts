import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { User } from "@redflag/contract/http/routes/users";
import { verifyPassword } from "@redflag/runtime/password";
import { openDatabase } from "@redflag/store/database";
import { insertSession, listSessions } from "@redflag/store/session";
import { findUserByEmail } from "@redflag/store/user";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-user-"));
afterAll(() => rmSync(directory, { recursive: true }));

const url = await createTestDatabaseUrl();
const env = { REDFLAG_DATABASE_URL: url, REDFLAG_DATA_DIR: directory };
const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());

const PASSWORD = "correct horse battery staple";
const run = (...args: readonly string[]) => runCli(args, { env });
const withPassword = (password: string, ...args: readonly string[]) =>
  runCli([...args, "--password-stdin"], { env, input: password });
const create = (password: string, email: string, ...args: readonly string[]) =>
  withPassword(password, "user", "create", email, "--name", "Ada Lovelace", ...args);

beforeAll(async () => {
  const { code, stdout } = await create(`${PASSWORD}\r\n`, "Ada@FIU.example", "--role", "admin", "--json");
  expect(code).toBe(0);
  expect(User.parse(JSON.parse(stdout))).toMatchObject({
    email: "ada@fiu.example",
    roles: ["admin"],
    signIn: "password",
  });
  expect(stdout).not.toContain("argon2");
});

test("the first admin signs in with what was given, and nobody else's password is kept", async () => {
  const ada = await findUserByEmail(db.kysely, "ada@fiu.example");
  expect(await verifyPassword(ada?.passwordHash ?? "", PASSWORD)).toBe(true);
});

test.each([
  ["an email twice", PASSWORD, "ada@fiu.example", ["--role", "ops"], "There is already a person with this email"],
  ["a short password", "short", "bob@fiu.example", ["--role", "ops"], "it has 5 characters; 12 are the least"],
  ["a password with the email's name", "roberta-rules", "roberta@fiu.example", ["--role", "ops"], 'contains "roberta"'],
  ["two lines", `${PASSWORD}\n${PASSWORD}\n`, "bob@fiu.example", ["--role", "ops"], "line break"],
  ["no end of it", PASSWORD.repeat(99), "bob@fiu.example", ["--role", "ops"], "more than 1000 bytes"],
  ["an exchange's person without one", PASSWORD, "bob@fiu.example", ["--role", "exchange"], "without a subscriber"],
  [
    "a subscriber that is none",
    PASSWORD,
    "bob@fiu.example",
    ["--role", "exchange", "--subscriber", "Nobody"],
    'no subscriber is called "Nobody"',
  ],
])("%s is refused, and adds nobody", async (_, password, email, args, fact) => {
  const { code, stdout, stderr } = await create(password, email, ...args);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(fact);
  expect(stderr).not.toContain(PASSWORD);
});

test.each([
  [
    "a role that is none",
    ["create", "b@x.example", "--name", "B", "--role", "boss"],
    "analyst, supervisor, ops, exchange, admin",
  ],
  ["no email", ["create", "nobody", "--name", "B", "--role", "ops"], "ada@fiu.example is expected"],
  ["a name that cannot be seen", ["create", "b@x.example", "--name", "B\u200b", "--role", "ops"], "visible characters"],
  ["no role", ["create", "b@x.example", "--name", "B"], "--role"],
  ["nobody to ask", ["create", "b@x.example", "--name", "B", "--role", "ops"], "pipe it in with --password-stdin"],
  ["nobody to ask for another", ["password", "ada@fiu.example"], "pipe it in with --password-stdin"],
])("%s is wrong usage", async (_, args, fact) => {
  const { code, stdout, stderr } = await run("user", ...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(fact);
});

test("an exchange's person, from the first day to a closed account", async () => {
  const kumru = await run("subscriber", "create", "Kumru", "--json");
  const { id: subscriber } = JSON.parse(kumru.stdout) as { id: string };
  expect((await run("subscriber", "create", "kumru")).stderr).toContain("There is already a subscriber of this name");
  expect((await run("subscriber", "list")).stdout).toContain(`Kumru  ${subscriber}, since `);
  const eve = await create(PASSWORD, "eve@kumru.example", "--role", "exchange", "--subscriber", "KUMRU");
  expect(eve.stdout).toBe("added eve@kumru.example  Ada Lovelace, exchange of Kumru\n");
  const list = await run("user", "list", "--role", "exchange", "--json");
  expect(JSON.parse(list.stdout)).toMatchObject({ email: "eve@kumru.example", subscriber });

  const { id: userId = "" } = (await findUserByEmail(db.kysely, "eve@kumru.example")) ?? {};
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 3_600_000);
  const session = { id: randomUUID(), userId, csrfToken: "c", userAgent: "", now, expiresAt };
  await insertSession(db.kysely, { ...session, tokenHash: Buffer.alloc(32) });
  const changed = await withPassword("another horse, a mule", "user", "password", "eve@kumru.example", "--json");
  expect(JSON.parse(changed.stdout)).toEqual({ email: "eve@kumru.example", endedSessions: 1 });
  expect(await listSessions(db.kysely, userId, now)).toEqual([]);

  expect((await run("user", "disable", "eve@kumru.example")).stdout).toContain("exchange; disabled since 20");
  expect((await run("user", "enable", "eve@kumru.example")).stdout).toBe("eve@kumru.example  Ada Lovelace, exchange\n");
  expect((await run("user", "roles", "eve@kumru.example", "--role", "ops")).stderr).toContain("ops with a subscriber");
});

test("roles are those that are given; the last admin stays one; a lock is lifted", async () => {
  const refused = { code: 1, stderr: expect.stringContaining("Nobody would be left who can add people") };
  expect(await run("user", "roles", "ada@fiu.example", "--role", "ops")).toMatchObject(refused);
  expect(await run("user", "disable", "ada@fiu.example")).toMatchObject(refused);
  const roles = await run("user", "roles", "ada@fiu.example", "--role", "admin", "--role", "ops", "--role", "admin");
  expect(roles.stdout).toBe("ada@fiu.example  Ada Lovelace, admin, ops\n");
  await db.pool.query("update app_user set failed_count = 5, locked_until = now() + interval '1 hour'");
  expect((await run("user", "list", "--role", "admin")).stdout).toContain("; locked until ");
  expect((await run("user", "unlock", "ada@fiu.example")).stdout).toBe("ada@fiu.example  Ada Lovelace, admin, ops\n");
  expect((await run("user", "unlock", "nobody@fiu.example")).stderr).toContain(
    "nobody has the email nobody@fiu.example",
  );
});
