import type { User } from "@redflag/contract/http/routes/users";
import { expect, test } from "vitest";
import type { Browser } from "../testing/browser.ts";
import { PASSWORD } from "../testing/known-password.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const admin = await world.enter(["admin"]);
const second = await world.enter(["admin"]);

const NEW = { name: "Ada Okafor", roles: ["analyst"], password: PASSWORD };

async function create(body: object) {
  const reply = await admin.browser.send("POST", "/v1/users", { body: { ...NEW, ...body } });
  return { ...reply, user: reply.body as User };
}

/** With the version that is there now, unless another is given. */
async function change(browser: Browser, id: string, body: object, etag?: string) {
  const { headers } = await browser.send("GET", `/v1/users/${id}`);
  const ifMatch = etag ?? headers.get("etag") ?? "";
  return browser.send("PATCH", `/v1/users/${id}`, { body, headers: { "if-match": ifMatch } });
}

test("an admin adds a person, who signs in with that password", async () => {
  const { status, user, headers } = await create({ email: "Ada@FIU.example" });
  expect(status).toBe(201);
  expect(headers.get("etag")).toBe('"1"');
  expect(user).toMatchObject({ email: "ada@fiu.example", name: NEW.name, roles: ["analyst"], signIn: "password" });
  expect(JSON.stringify(user)).not.toContain("password_hash");
  expect((await world.newBrowser().signIn("ada@fiu.example", PASSWORD)).status).toBe(200);
  expect(await create({ email: "ADA@fiu.example" })).toMatchObject({ status: 409, code: "user_exists" });
});

test("a password that anybody would guess is refused", async () => {
  const weak = { email: "okafor@fiu.example", password: "okafor-okafor-2026" };
  expect(await create(weak)).toMatchObject({ status: 400, code: "password_refused" });
  const { user } = await create({ email: "okafor@fiu.example" });
  expect(await change(admin.browser, user.id, weak)).toMatchObject({ status: 400 });
  expect(await change(admin.browser, user.id, { password: weak.password })).toMatchObject({ code: "password_refused" });
});

test("an exchange's person belongs to one subscriber, and nobody else does", async () => {
  const subscriber = await world.addSubscriber("An exchange");
  expect(await create({ email: "a1@x.example", roles: ["exchange"], subscriber })).toMatchObject({
    status: 201,
    body: { subscriber },
  });
  const refused: Array<[object, string]> = [
    [{ roles: ["exchange"] }, "roles_invalid"],
    [{ roles: ["analyst"], subscriber }, "roles_invalid"],
    [{ roles: ["exchange", "analyst"], subscriber }, "roles_invalid"],
    [{ roles: ["analyst", "analyst"] }, "roles_invalid"],
    [{ roles: ["exchange"], subscriber: "5b2b4b62-25c6-4f0d-8f2e-3a2f3ad2c0de" }, "not_found"],
  ];
  for (const [body, code] of refused) expect(await create({ email: "a2@x.example", ...body })).toMatchObject({ code });
});

test("a sandbox has no people", async () => {
  const subscriber = await world.addSubscriber("An exchange with a sandbox");
  const { browser } = await world.enter(["exchange"], subscriber);
  const { body } = await browser.send("POST", "/v1/sandbox/keys", { body: { name: "try" } });
  const sandbox = (body as { key: { subscriber: string } }).key.subscriber;
  expect(sandbox).not.toBe(subscriber);
  const wanted = { email: "a3@x.example", roles: ["exchange"], subscriber: sandbox };
  expect(await create(wanted)).toMatchObject({ code: "roles_invalid" });
});

test("people are listed by email, page after page, and by role", async () => {
  const emails: string[] = [];
  let next: string | undefined;
  do {
    const cursor = next === undefined ? "" : `&cursor=${next}`;
    const { body } = await admin.browser.send("GET", `/v1/users?limit=2${cursor}`);
    const page = body as { items: User[]; next?: string };
    expect(page.items.length).toBeGreaterThan(0);
    emails.push(...page.items.map(({ email }) => email));
    next = page.next;
  } while (next !== undefined);
  expect(emails).toEqual([...new Set(emails)].sort());
  expect(emails).toEqual(expect.arrayContaining([admin.email, second.email, "ada@fiu.example"]));

  const { body } = await admin.browser.send("GET", "/v1/users?role=admin&limit=1");
  const page = body as { items: User[]; next: string };
  expect(page.items[0]?.roles).toEqual(["admin"]);
  const foreign = await admin.browser.send("GET", `/v1/users?role=analyst&limit=1&cursor=${page.next}`);
  expect(foreign).toMatchObject({ status: 400, code: "cursor_foreign" });
});

test("a change names the version that it changes", async () => {
  const { user } = await create({ email: "versioned@fiu.example" });
  const changed = await change(admin.browser, user.id, { name: "Ada B. Okafor" }, '"1"');
  expect(changed).toMatchObject({ status: 200, body: { name: "Ada B. Okafor" } });
  expect(changed.headers.get("etag")).toBe('"2"');
  expect(await change(admin.browser, user.id, { name: "Lost" }, '"1"')).toMatchObject({ code: "version_outdated" });
  const unnamed = await admin.browser.send("PATCH", `/v1/users/${user.id}`, { body: { name: "Lost" } });
  expect(unnamed).toMatchObject({ status: 428, code: "version_missing" });
  expect((await admin.browser.send("GET", `/v1/users/${user.id}`)).body).toMatchObject({ name: "Ada B. Okafor" });
});

test("nobody changes their own roles, disables themselves or skips the old password", async () => {
  for (const body of [{ roles: ["admin", "ops"] }, { disabled: true }, { password: "another long password" }]) {
    // Named in capitals, they are still themselves.
    for (const id of [admin.id, admin.id.toUpperCase()]) {
      expect(await change(admin.browser, id, body)).toMatchObject({ status: 403, code: "forbidden" });
    }
  }
  expect(await change(admin.browser, admin.id, { name: "The admin" })).toMatchObject({ status: 200 });
});

test("a demotion takes effect at the next request", async () => {
  const { id, browser } = await world.enter(["supervisor"]);
  expect((await browser.send("GET", "/v1/users")).status).toBe(200);
  expect((await change(admin.browser, id, { roles: ["analyst"] })).status).toBe(200);
  expect(await browser.send("GET", "/v1/users")).toMatchObject({ status: 403, code: "forbidden" });
  expect((await browser.send("GET", "/v1/session")).body).toMatchObject({ roles: ["analyst"] });
});

test("nobody becomes or stops being an exchange", async () => {
  const subscriber = await world.addSubscriber("Another exchange");
  const exchange = await world.addUser(["exchange"], subscriber);
  const analyst = await world.addUser(["analyst"]);
  expect(await change(admin.browser, exchange.id, { roles: ["analyst"] })).toMatchObject({ code: "roles_invalid" });
  expect(await change(admin.browser, analyst.id, { roles: ["exchange"] })).toMatchObject({ code: "roles_invalid" });
});

test("disabling ends every session at once, and for as long as it lasts", async () => {
  const { id, email, browser } = await world.enter(["analyst"]);
  expect((await change(admin.browser, id, { disabled: true })).body).toHaveProperty("disabledAt");
  expect((await browser.send("GET", "/v1/session")).status).toBe(401);
  expect((await world.newBrowser().signIn(email, PASSWORD)).code).toBe("sign_in_refused");
  const opened = await change(admin.browser, id, { disabled: false });
  expect(opened.body).not.toHaveProperty("disabledAt");
  expect((await browser.send("GET", "/v1/session")).status).toBe(401);
  expect((await world.newBrowser().signIn(email, PASSWORD)).status).toBe(200);
});

test("an admin sees a person's sessions and ends them, one or all; who they are of must fit", async () => {
  const { id, email, browser } = await world.enter(["analyst"]);
  const other = world.newBrowser();
  await other.signIn(email, PASSWORD);
  const listed = await admin.browser.send("GET", `/v1/users/${id}/sessions`);
  const { items } = listed.body as { items: Array<{ id: string; userAgent: string }> };
  expect(items).toHaveLength(2);
  expect(JSON.stringify(items)).not.toMatch(/token|csrf/i);
  expect((await admin.browser.send("GET", `/v1/users/${id}`)).body).toHaveProperty("lastSeenAt");
  const own = (await browser.send("GET", "/v1/sessions")).body as { items: Array<{ id: string; isCurrent: boolean }> };
  const session = own.items.find(({ isCurrent }) => isCurrent);
  const path = `/v1/users/${id}/sessions/${session?.id}`;
  expect(await admin.browser.send("DELETE", path.replace(id, second.id))).toMatchObject({ status: 404 });
  expect((await admin.browser.send("DELETE", path)).status).toBe(204);
  expect((await browser.send("GET", "/v1/session")).status).toBe(401);
  expect((await other.send("GET", "/v1/session")).status).toBe(200);
  expect((await admin.browser.send("DELETE", `/v1/users/${id}/sessions`)).status).toBe(204);
  expect((await other.send("GET", "/v1/session")).status).toBe(401);
  expect(world.audit.filter(({ action }) => action === "user.session_end").at(-1)).toMatchObject({
    subject: `user:${id}`,
    detail: { sessions: 1 },
  });
});

test("people are found by what their names hold, and by the state of their account", async () => {
  const { user } = await create({ email: "zed@fiu.example", name: "Zed 100% Quill" });
  const find = async (query: string) => {
    const { body } = await admin.browser.send("GET", `/v1/users?${query}`);
    return (body as { items: User[] }).items.map(({ id }) => id);
  };
  expect(await find("words=100%25%20QUILL")).toEqual([user.id]);
  await change(admin.browser, user.id, { disabled: true, reason: "left" });
  expect(world.audit.findLast(({ action }) => action === "user.update")?.detail).toEqual({
    disabled: true,
    reason: "left",
  });
  expect(await find("words=quill&state=open")).toEqual([]);
  expect(await find("words=quill&state=disabled")).toEqual([user.id]);
});

test("whoever forgot their password gets another, and sessions with the old one end", async () => {
  const { id, email, browser } = await world.enter(["analyst"]);
  const password = "a password from the admin";
  expect((await change(admin.browser, id, { password })).status).toBe(200);
  expect((await browser.send("GET", "/v1/session")).status).toBe(401);
  expect((await world.newBrowser().signIn(email, PASSWORD)).code).toBe("sign_in_refused");
  expect((await world.newBrowser().signIn(email, password)).status).toBe(200);
});

test("the last admin stays one", async () => {
  const keys = await admin.browser.send("POST", "/v1/keys", {
    body: { name: "people", role: "admin", scopes: ["users:read", "users:write"] },
  });
  const headers = { authorization: `Bearer ${(keys.body as { secret: string }).secret}` };
  expect((await change(second.browser, admin.id, { roles: ["ops"] })).status).toBe(200);
  // Nobody can do it to themselves, so the last one could only be taken away by a key.
  for (const body of [{ roles: ["ops"] }, { disabled: true }]) {
    const reply = await world.newBrowser().send("PATCH", `/v1/users/${second.id}`, {
      body,
      headers: { ...headers, "if-match": '"1"' },
    });
    expect(reply).toMatchObject({ status: 409, code: "last_admin" });
  }
  expect((await second.browser.send("GET", "/v1/users")).status).toBe(200);
});

test("an unknown id is not there", async () => {
  const { browser } = second;
  const id = "5b2b4b62-25c6-4f0d-8f2e-3a2f3ad2c0de";
  expect(await browser.send("GET", `/v1/users/${id}`)).toMatchObject({ status: 404, code: "not_found" });
  expect(await change(browser, id, { name: "Nobody" }, '"1"')).toMatchObject({ status: 404 });
});
