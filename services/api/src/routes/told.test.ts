import type { createSession } from "@redflag/contract/http/routes/sessions";
import { permissionsOf } from "@redflag/domain/role";
import { expect, test } from "vitest";
import type { Caller } from "../caller.ts";
import type { Call } from "../handler.ts";
import { callDirectly } from "../testing/direct-call.ts";
import { PASSWORD } from "../testing/known-password.ts";
import { openWorld } from "../testing/world.ts";
import { keyHandlers } from "./keys.ts";
import { sessionHandlers } from "./sessions.ts";
import { userHandlers } from "./users.ts";

const world = await openWorld();
const { db, clock } = world;
const now = clock.now;
const sessions = sessionHandlers({ staff: db });
const users = userHandlers();
const keys = keyHandlers();
const none = { params: undefined, query: undefined };

const admin: Caller = {
  kind: "user",
  ...(await world.addUser(["admin"])),
  name: "admin@fiu.example",
  roles: ["admin"],
  permissions: permissionsOf(["admin"]),
  sandbox: false,
};

function signIn(email: string, password: string) {
  return callDirectly(sessions.createSession, db, { ...none, body: { email, password }, caller: undefined, now });
}

test("the audit knows why a sign-in was refused, and who signed in", async () => {
  const { id, email } = await world.addUser(["analyst"]);
  const subject = `user:${id}`;
  expect((await signIn("nobody@fiu.example", PASSWORD)).told).toEqual({
    detail: { cause: "unknown", email: "nobody@fiu.example" },
  });
  expect(await signIn(email, PASSWORD)).toMatchObject({
    answer: { body: { name: email } },
    told: { subject, actor: { kind: "user", id, name: email } },
  });
  for (let i = 0; i < 5; i++) {
    const { answer, told } = await signIn(email, "not the password");
    expect(answer.refusal).toMatchObject({ code: "sign_in_refused" });
    expect(told).toEqual({ subject, detail: { cause: "wrong", email } });
  }
  expect((await signIn(email, PASSWORD)).told).toEqual({ subject, detail: { cause: "locked", email } });
});

test("the audit knows of whom a disabled account and one without a password are", async () => {
  const [disabled, oidc] = [await world.addUser(["analyst"]), await world.addUser(["analyst"])];
  await db.kysely.updateTable("app_user").set({ disabled_at: now }).where("id", "=", disabled.id).execute();
  await db.kysely
    .updateTable("app_user")
    .set({ password_hash: null, oidc_issuer: "https://sso.example", oidc_subject: "1" })
    .where("id", "=", oidc.id)
    .execute();
  expect((await signIn(disabled.email, PASSWORD)).told).toMatchObject({
    subject: `user:${disabled.id}`,
    detail: { cause: "disabled" },
  });
  expect((await signIn(oidc.email, PASSWORD)).told).toMatchObject({
    subject: `user:${oidc.id}`,
    detail: { cause: "no_password" },
  });
});

test("what is told of a person or a key holds no password and no secret", async () => {
  const body = { email: "new@fiu.example", name: "New", roles: ["analyst" as const], password: "a new long password" };
  const made = await callDirectly(users.createUser, db, { ...none, body, caller: admin, now });
  const id = made.answer.body?.id ?? "";
  expect(made.told).toEqual({ subject: `user:${id}`, detail: { email: body.email, roles: ["analyst"] } });

  const changed = await callDirectly(users.updateUser, db, {
    ...none,
    params: { id },
    body: { roles: ["ops"], password: "another long password" },
    caller: admin,
    now,
    ifMatch: 1,
  });
  expect(changed.told).toEqual({ subject: `user:${id}`, detail: { roles: ["ops"], password: "set" } });

  const key = await callDirectly(keys.createKey, db, {
    ...none,
    body: { name: "reader", role: "analyst", scopes: ["own-session"], days: 7 },
    caller: admin,
    now,
  });
  expect(key.told).toEqual({
    subject: `key:${key.answer.body?.key.id}`,
    detail: { name: "reader", role: "analyst", scopes: ["own-session"], days: 7 },
  });
  expect(JSON.stringify([made.told, changed.told, key.told])).not.toContain("long password");
});

test("a password that was changed while it was checked opens nothing", async () => {
  const { id, email } = await world.addUser(["analyst"]);
  const { answer, told } = await callDirectly(
    (call: Call<typeof createSession>) =>
      sessions.createSession({
        ...call,
        // At this moment the check is done, and the session not there yet.
        async write(work) {
          await db.kysely.updateTable("app_user").set({ password_hash: "another" }).where("id", "=", id).execute();
          return call.write(work);
        },
      }),
    db,
    { ...none, body: { email, password: PASSWORD }, caller: undefined, now },
  );
  expect(answer).toEqual({ refusal: expect.objectContaining({ code: "sign_in_refused" }) });
  expect(told).toMatchObject({ subject: `user:${id}`, detail: { cause: "changed_meanwhile" } });
});
