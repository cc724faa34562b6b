import { expect, test } from "vitest";
import { PASSWORD } from "../testing/known-password.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();

const WRONG_MAX = 5;

async function guess(email: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    expect(await world.newBrowser().signIn(email, `guess number ${i}`)).toMatchObject({ status: 401 });
  }
}

function withoutId({ requestId, ...problem }: Record<string, unknown>): unknown {
  return problem;
}

test("five wrong passwords make the right one wait too, until the time has passed", async () => {
  const { id, email } = await world.addUser(["analyst"]);
  await guess(email, WRONG_MAX);
  expect(await world.newBrowser().signIn(email, PASSWORD)).toMatchObject({ status: 401, code: "sign_in_refused" });

  const admin = await world.enter(["admin"]);
  const { body } = await admin.browser.send("GET", `/v1/users/${id}`);
  world.clock.now = new Date(Date.parse((body as { lockedUntil: string }).lockedUntil) - 1);
  expect(await world.newBrowser().signIn(email, PASSWORD)).toMatchObject({ code: "sign_in_refused" });
  world.clock.now = new Date(world.clock.now.getTime() + 1);
  expect((await world.newBrowser().signIn(email, PASSWORD)).status).toBe(200);
});

test("the right password before that starts the count anew", async () => {
  const { email } = await world.addUser(["analyst"]);
  for (let round = 0; round < 2; round++) {
    await guess(email, WRONG_MAX - 1);
    expect((await world.newBrowser().signIn(email, PASSWORD)).status).toBe(200);
  }
});

test("an admin lifts the wait", async () => {
  const { id, email } = await world.addUser(["analyst"]);
  await guess(email, WRONG_MAX);
  const { browser } = await world.enter(["admin"]);
  const { headers } = await browser.send("GET", `/v1/users/${id}`);
  const lifted = await browser.send("PATCH", `/v1/users/${id}`, {
    body: { locked: false },
    headers: { "if-match": headers.get("etag") ?? "" },
  });
  expect(lifted.status).toBe(200);
  expect(lifted.body).not.toHaveProperty("lockedUntil");
  expect((await world.newBrowser().signIn(email, PASSWORD)).status).toBe(200);
});

test("of many guesses at once no more are tried than one after the other", async () => {
  const { email } = await world.addUser(["analyst"]);
  const guesses = Array.from({ length: 12 }, (_, i) => `guess number ${i}`);
  const replies = await Promise.all(guesses.map((password) => world.newBrowser().signIn(email, password)));
  expect(replies.map(({ code }) => code)).toEqual(guesses.map(() => "sign_in_refused"));
  // Each one that was tried is counted; those that met the lock are not.
  const row = await world.db.kysely
    .selectFrom("app_user")
    .select("failed_count")
    .where("email", "=", email)
    .executeTakeFirstOrThrow();
  expect(row.failed_count).toBe(WRONG_MAX);
  expect((await world.newBrowser().signIn(email, PASSWORD)).code).toBe("sign_in_refused");
});

test("wrong passwords at changing it count as well", async () => {
  const { email, browser } = await world.enter(["analyst"]);
  const body = { current: "not the password", next: "another horse, another staple" };
  for (let i = 0; i < WRONG_MAX; i++) {
    expect(await browser.send("POST", "/v1/session/password", { body })).toMatchObject({ code: "sign_in_refused" });
  }
  const right = await browser.send("POST", "/v1/session/password", { body: { ...body, current: PASSWORD } });
  expect(right.code).toBe("sign_in_refused");
  expect((await world.newBrowser().signIn(email, PASSWORD)).code).toBe("sign_in_refused");
});

test("no refusal tells why", async () => {
  const [wrong, locked, disabled, oidc] = await Promise.all([1, 2, 3, 4].map(() => world.addUser(["analyst"])));
  await guess(locked?.email ?? "", WRONG_MAX);
  const { kysely } = world.db;
  await kysely
    .updateTable("app_user")
    .set({ disabled_at: world.clock.now })
    .where("id", "=", disabled?.id ?? "")
    .execute();
  await kysely
    .updateTable("app_user")
    .set({ password_hash: null, oidc_issuer: "https://sso.example", oidc_subject: "1" })
    .where("id", "=", oidc?.id ?? "")
    .execute();

  const replies = await Promise.all([
    world.newBrowser().signIn("nobody@fiu.example", PASSWORD),
    world.newBrowser().signIn(wrong?.email ?? "", "not the password"),
    world.newBrowser().signIn(locked?.email ?? "", PASSWORD),
    world.newBrowser().signIn(disabled?.email ?? "", PASSWORD),
    world.newBrowser().signIn(oidc?.email ?? "", PASSWORD),
  ]);
  const problems = replies.map(({ body }) => withoutId(body as Record<string, unknown>));
  expect(problems[0]).toMatchObject({ code: "sign_in_refused", status: 401 });
  for (const problem of problems) expect(problem).toEqual(problems[0]);
  for (const { headers } of replies) expect(headers.getSetCookie()).toEqual([]);
});
