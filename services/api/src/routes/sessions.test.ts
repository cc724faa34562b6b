import { permissionsOf } from "@redflag/domain/role";
import { expect, test } from "vitest";
import { PASSWORD } from "../testing/known-password.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const COOKIE = "__Host-redflag_session";
const NEXT = "another horse, another staple";

function minutesLater(minutes: number): void {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000);
}

test("a sign-in sets a cookie that scripts, other sites and plain http never see", async () => {
  const { email } = await world.addUser(["analyst"]);
  const browser = world.newBrowser();
  const reply = await browser.signIn(email.toUpperCase(), PASSWORD);
  expect(reply).toMatchObject({
    status: 200,
    body: {
      kind: "user",
      name: email,
      roles: ["analyst"],
      permissions: [...permissionsOf(["analyst"])].sort(),
      sandbox: false,
    },
  });
  const [line = ""] = reply.headers.getSetCookie();
  expect(line).toMatch(/^__Host-redflag_session=[\w-]{43,}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  expect(await browser.send("GET", "/v1/session")).toMatchObject({ status: 200, body: { name: email } });
});

test("a token that was there before the sign-in never becomes a session", async () => {
  const { email } = await world.addUser(["analyst"]);
  const browser = world.newBrowser();
  browser.cookies.set(COOKIE, "planted");
  await browser.signIn(email, PASSWORD);
  const first = browser.cookies.get(COOKIE) ?? "";
  expect(first).not.toBe("planted");

  await browser.signIn(email, PASSWORD);
  expect(browser.cookies.get(COOKIE)).not.toBe(first);
  const replay = world.newBrowser();
  for (const token of ["planted", first]) {
    replay.cookies.set(COOKIE, token);
    expect(await replay.send("GET", "/v1/session")).toMatchObject({ status: 401, code: "unauthenticated" });
  }
});

test("a cookie that is replayed after signing out opens nothing", async () => {
  const { browser } = await world.enter(["analyst"]);
  const token = browser.cookies.get(COOKIE) ?? "";
  expect((await browser.send("DELETE", "/v1/session")).status).toBe(204);
  expect(browser.cookies.has(COOKIE)).toBe(false);
  browser.cookies.set(COOKIE, token);
  expect(await browser.send("GET", "/v1/session")).toMatchObject({ status: 401, code: "unauthenticated" });
});

test("a session ends after twelve hours, however much it is used", async () => {
  const { browser } = await world.enter(["analyst"]);
  for (let hour = 1; hour <= 12; hour++) {
    minutesLater(59);
    expect((await browser.send("GET", "/v1/session")).status).toBe(200);
  }
  minutesLater(12);
  expect(await browser.send("GET", "/v1/session")).toMatchObject({ status: 401, code: "unauthenticated" });
});

test("a session that nobody uses for an hour ends", async () => {
  const { browser } = await world.enter(["analyst"]);
  minutesLater(60);
  expect(await browser.send("GET", "/v1/session")).toMatchObject({ status: 401, code: "unauthenticated" });
});

test("what changes something needs the token that only the console's own page can read", async () => {
  const { browser } = await world.enter(["analyst"]);
  for (const token of [undefined, "guessed"]) {
    const before = browser.csrfToken;
    browser.csrfToken = token;
    expect(await browser.send("DELETE", "/v1/session")).toMatchObject({ status: 403, code: "csrf_refused" });
    browser.csrfToken = before;
  }
  const { body } = await browser.send("GET", "/v1/session");
  expect(body).toMatchObject({ csrfToken: browser.csrfToken });
  expect((await browser.send("DELETE", "/v1/session")).status).toBe(204);
});

test("one sees one's own sessions, and ends them one by one", async () => {
  const { email, browser } = await world.enter(["analyst"]);
  const stranger = await world.enter(["analyst"]);
  minutesLater(1);
  const other = world.newBrowser();
  await other.signIn(email, PASSWORD);

  const { body } = await browser.send("GET", "/v1/sessions");
  const { items } = body as { items: Array<{ id: string; isCurrent: boolean }> };
  expect(items.map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  const [{ id } = { id: "" }, own] = items;

  expect(await stranger.browser.send("DELETE", `/v1/sessions/${id}`)).toMatchObject({ status: 404, code: "not_found" });
  expect((await other.send("GET", "/v1/session")).status).toBe(200);
  expect((await browser.send("DELETE", `/v1/sessions/${id}`)).status).toBe(204);
  expect((await other.send("GET", "/v1/session")).status).toBe(401);
  expect(await browser.send("DELETE", `/v1/sessions/${id}`)).toMatchObject({ status: 404 });

  expect((await browser.send("DELETE", `/v1/sessions/${own?.id}`)).status).toBe(204);
  expect(browser.cookies.has(COOKIE)).toBe(false);
});

test("a new password ends every other session, and the old one opens nothing", async () => {
  const { email, browser } = await world.enter(["analyst"]);
  const other = world.newBrowser();
  await other.signIn(email, PASSWORD);

  const wrong = await browser.send("POST", "/v1/session/password", { body: { current: "wrong", next: NEXT } });
  expect(wrong).toMatchObject({ status: 401, code: "sign_in_refused" });
  expect((await other.send("GET", "/v1/session")).status).toBe(200);

  const weak = await browser.send("POST", "/v1/session/password", {
    body: { current: PASSWORD, next: "redflag12345" },
  });
  expect(weak).toMatchObject({ status: 400, code: "password_refused" });

  const body = { current: PASSWORD, next: NEXT };
  expect((await browser.send("POST", "/v1/session/password", { body })).status).toBe(204);
  expect((await browser.send("GET", "/v1/session")).status).toBe(200);
  expect((await other.send("GET", "/v1/session")).status).toBe(401);
  expect((await other.signIn(email, PASSWORD)).code).toBe("sign_in_refused");
  expect((await other.signIn(email, NEXT)).status).toBe(200);
});

test("an exchange's people change their own password and sessions too", async () => {
  const subscriber = await world.addSubscriber("An exchange with people");
  const { browser } = await world.enter(["exchange"], subscriber);
  expect((await browser.send("GET", "/v1/session")).body).toMatchObject({ subscriber, roles: ["exchange"] });
  expect((await browser.send("GET", "/v1/sessions")).body).toMatchObject({ items: [{ isCurrent: true }] });
  const body = { current: PASSWORD, next: NEXT };
  expect((await browser.send("POST", "/v1/session/password", { body })).status).toBe(204);
  expect((await browser.send("DELETE", "/v1/session")).status).toBe(204);
});

test("a key says who it is, and has no session to end", async () => {
  const { browser } = await world.enter(["admin"]);
  const wanted = { name: "reader", role: "analyst", scopes: ["own-session"] };
  const { body } = await browser.send("POST", "/v1/keys", { body: wanted });
  const headers = { authorization: `Bearer ${(body as { secret: string }).secret}` };
  const script = world.newBrowser();
  const { body: who } = await script.send("GET", "/v1/session", { headers });
  expect(who).toMatchObject({ kind: "key", name: "reader", roles: ["analyst"], permissions: ["own-session"] });
  expect(who).not.toHaveProperty("csrfToken");
  for (const [method, path] of [
    ["DELETE", "/v1/session"],
    ["GET", "/v1/sessions"],
  ] as const) {
    expect(await script.send(method, path, { headers })).toMatchObject({ status: 403, code: "forbidden" });
  }
});
