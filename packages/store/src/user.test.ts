import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { addUser, after, hash32, NOW } from "./people.samples.ts";
import { findSession, insertSession } from "./session.ts";
import { ensureSandbox, insertSubscriber } from "./subscriber.ts";
import { inTransaction } from "./transaction.ts";
import {
  findUser,
  findUserByEmail,
  findUserByOidc,
  insertUser,
  listUsers,
  type StoredUser,
  type UserFilters,
  type UserPatch,
  updateUser,
} from "./user.ts";

const db = await openTestDatabase();
beforeEach(() => sql`truncate app_user, subscriber cascade`.execute(db.kysely));

const change = (user: StoredUser, patch: UserPatch, version?: number) =>
  inTransaction(db, (tx) => updateUser(tx, { id: user.id, patch, ...(version !== undefined && { version }) }));

test("a person is found by id, by email in any capitals, and by the provider's subject", async () => {
  const ada = await addUser(db.kysely, "ada@fiu.example", { roles: ["analyst", "admin"] });
  expect(ada).toEqual({
    id: ada.id,
    email: "ada@fiu.example",
    name: "Ada",
    roles: ["analyst", "admin"],
    signIn: "password",
    passwordHash: "$argon2id$…",
    createdAt: expect.any(Date),
    failedCount: 0,
    version: 1,
  });
  expect(await findUser(db.kysely, ada.id)).toEqual(ada);
  expect(await findUser(db.kysely, randomUUID())).toBeUndefined();
  expect(await findUserByEmail(db.kysely, "Ada@FIU.example")).toEqual(ada);
  const oidc = { issuer: "https://id.example", subject: "7" };
  const bob = await insertUser(db.kysely, {
    id: randomUUID(),
    email: "bob@fiu.example",
    name: "Bob",
    roles: ["ops"],
    oidc,
  });
  expect(bob).toMatchObject({ signIn: "oidc" });
  expect(bob).not.toHaveProperty("passwordHash");
  expect(await findUserByOidc(db.kysely, "https://id.example", "7")).toEqual(bob);
  expect(await findUserByOidc(db.kysely, "https://other.example", "7")).toBeUndefined();
});

test("an email, and a provider's subject, are one person's; the transaction goes on", async () => {
  await addUser(db.kysely, "ada@fiu.example");
  await inTransaction(db, async (tx) => {
    await expect(addUser(tx, "ada@fiu.example")).rejects.toMatchObject({
      code: "user_exists",
      detail: "ada@fiu.example",
    });
    await addUser(tx, "bob@fiu.example");
  });
  const oidc = { issuer: "https://id.example", subject: "7" };
  const person = { name: "Eve", roles: ["ops" as const], oidc };
  await insertUser(db.kysely, { ...person, id: randomUUID(), email: "eve@fiu.example" });
  const again = insertUser(db.kysely, { ...person, id: randomUUID(), email: "eva@fiu.example" });
  await expect(again).rejects.toMatchObject({ code: "user_exists" });
});

test("exchange stands alone and has a subscriber that is no sandbox; nobody else has one", async () => {
  const { id } = await insertSubscriber(db.kysely, { id: randomUUID(), name: "Kumru" });
  const sandbox = await ensureSandbox(db.kysely, id, randomUUID());
  const add = (roles: StoredUser["roles"], subscriberId?: string) =>
    addUser(db.kysely, "x@x.example", { roles, ...(subscriberId !== undefined && { subscriberId }) });
  for (const [roles, subscriberId] of [
    [["exchange"], undefined],
    [["exchange", "analyst"], id],
    [["analyst"], id],
    [["exchange"], sandbox],
    [[], undefined],
    [["ops", "ops"], undefined],
  ] as const) {
    await expect(add([...roles], subscriberId)).rejects.toMatchObject({ code: "roles_invalid" });
  }
  await expect(add(["exchange"], randomUUID())).rejects.toMatchObject({ code: "not_found" });
  const member = await add(["exchange"], id);
  expect(member.subscriberId).toBe(id);
  await expect(change(member, { roles: ["analyst"] })).rejects.toMatchObject({ code: "roles_invalid" });
  const staff = await addUser(db.kysely, "y@x.example");
  await expect(change(staff, { roles: ["exchange"] })).rejects.toMatchObject({ code: "roles_invalid" });
});

test("people are listed by email, a page at a time, by role", async () => {
  for (const name of ["c", "a", "b"]) await addUser(db.kysely, `${name}@x.example`);
  await addUser(db.kysely, "d@x.example", { roles: ["ops", "analyst"] });
  await addUser(db.kysely, "e@x.example", { roles: ["ops"] });
  const emails = async (place: Parameters<typeof listUsers>[1], filters: UserFilters = {}) =>
    (await listUsers(db.kysely, place, filters)).map(({ email }) => email[0]).join("");
  expect(await emails({ limit: 10 })).toBe("abcde");
  expect(await emails({ limit: 2 })).toBe("ab");
  expect(await emails({ limit: 2, afterEmail: "b@x.example" })).toBe("cd");
  expect(await emails({ limit: 10 }, { role: "ops" })).toBe("de");
  expect(await emails({ limit: 10 }, { words: "B@x" })).toBe("b");
  expect(await emails({ limit: 10 }, { words: "%" })).toBe("");
  expect(await emails({ limit: 10 }, { state: { is: "open", now: NOW } })).toBe("abcde");
  expect(await emails({ limit: 10 }, { state: { is: "disabled", now: NOW } })).toBe("");
});

test("a change counts the version, and one of another version changes nothing", async () => {
  const ada = await addUser(db.kysely, "ada@fiu.example");
  expect(await change(ada, { name: "Ada L." }, 1)).toMatchObject({ name: "Ada L.", version: 2 });
  expect(await change(ada, { name: "lost" }, 1)).toBeUndefined();
  expect(await change({ ...ada, id: randomUUID() }, { name: "nobody" })).toBeUndefined();
  expect(await change(ada, { passwordHash: "other" })).toMatchObject({ name: "Ada L.", version: 3 });
  await sql`update app_user set failed_count = 7, locked_until = ${after(1)}`.execute(db.kysely);
  const unlocked = await change(ada, { unlock: true });
  expect(unlocked).toMatchObject({ failedCount: 0, passwordHash: "other" });
  expect(unlocked).not.toHaveProperty("lockedUntil");
});

test("two changes of one version: one is done", async () => {
  const ada = await addUser(db.kysely, "ada@fiu.example");
  const both = await Promise.all([change(ada, { name: "one" }, 1), change(ada, { name: "two" }, 1)]);
  expect(both.filter((done) => done !== undefined)).toHaveLength(1);
});

test("a closed account has no session, and none of them comes back when it opens", async () => {
  const ada = await addUser(db.kysely, "ada@fiu.example");
  const session = {
    id: randomUUID(),
    userId: ada.id,
    csrfToken: "c",
    userAgent: "",
    now: NOW,
    expiresAt: after(9_000),
  };
  await insertSession(db.kysely, { ...session, tokenHash: hash32("a") });
  expect(await findSession(db.kysely, hash32("a"), NOW)).toBeDefined();
  expect(await change(ada, { disabledAt: NOW })).toMatchObject({ disabledAt: NOW });
  expect(await change(ada, { disabledAt: after(5) })).toMatchObject({ disabledAt: NOW });
  expect(await change(ada, { disabledAt: null })).not.toHaveProperty("disabledAt");
  expect(await findSession(db.kysely, hash32("a"), NOW)).toBeUndefined();
});

test("a password is set only for somebody who signs in with one", async () => {
  const oidc = { issuer: "https://id.example", subject: "7" };
  const bob = await insertUser(db.kysely, { id: randomUUID(), email: "b@x.example", name: "B", roles: ["ops"], oidc });
  await expect(change(bob, { passwordHash: "x" })).rejects.toMatchObject({ code: "password_refused" });
});

test("the last admin stays: neither demoted nor closed", async () => {
  const ada = await addUser(db.kysely, "ada@fiu.example", { roles: ["admin"] });
  await addUser(db.kysely, "eve@fiu.example");
  const closed = await addUser(db.kysely, "old@fiu.example", { roles: ["admin"] });
  await change(closed, { disabledAt: NOW });
  const lastAdmin = { code: "last_admin", detail: expect.stringContaining("ada@fiu.example") };
  await expect(change(ada, { roles: ["ops"] })).rejects.toMatchObject(lastAdmin);
  await expect(change(ada, { disabledAt: NOW })).rejects.toMatchObject(lastAdmin);
  expect(await change(ada, { roles: ["admin", "ops"] })).toMatchObject({ roles: ["admin", "ops"] });
  await change(closed, { disabledAt: null });
  expect(await change(ada, { roles: ["ops"] })).toMatchObject({ roles: ["ops"] });
});

test("of two admins who demote each other at once, one stays", async () => {
  for (let round = 0; round < 10; round++) {
    const one = await addUser(db.kysely, `one${round}@x.example`, { roles: ["admin"] });
    const two = await addUser(db.kysely, `two${round}@x.example`, { roles: ["admin"] });
    const outcomes = await Promise.allSettled([change(one, { roles: ["ops"] }), change(two, { disabledAt: NOW })]);
    expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([{ reason: { code: "last_admin" } }]);
    expect(await listUsers(db.kysely, { limit: 10 }, { role: "admin" })).toSatisfy(
      (admins: StoredUser[]) => admins.filter(({ disabledAt }) => disabledAt === undefined).length === 1,
    );
    await sql`truncate app_user cascade`.execute(db.kysely);
  }
});
