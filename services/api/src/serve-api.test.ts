import { eachItem } from "@redflag/contract/http/client";
import { createClient } from "@redflag/contract/http/create-client";
import type { FastifyInstance } from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import type { Handlers } from "./handler.ts";
import { openTestApi } from "./testing/open-test-api.ts";
import { seedKey, seedKeysOfAllRoles, seedSession } from "./testing/seed-callers.ts";
import { seedEvents } from "./testing/seed-events.ts";
import { standInHandlers } from "./testing/stand-in-handlers.ts";
import { testHandlers } from "./testing/test-handlers.ts";

const db = await openTestDatabase();
const { subscriberId, sandboxId, keys } = await seedKeysOfAllRoles(db);
const ids = await seedEvents(db, subscriberId, 7);
const [sandboxEvent = ""] = await seedEvents(db, sandboxId, 1);
const { baseUrl } = await openTestApi({ db, handlers: testHandlers(db) });
const clientOf = (role: string) => createClient({ baseUrl, key: keys.get(role)?.secret ?? "" });

test("a list is read page after page to its end, and each item once", async () => {
  const client = clientOf("exchange");
  const seen: string[] = [];
  for await (const { id } of eachItem(client.listEvents, { query: { limit: 3 } })) seen.push(id);
  expect(seen).toEqual(ids);
  const page = await client.listEvents({ query: { limit: 7 } });
  expect(page.body.next).toBeUndefined();
});

test("a cursor of another list is refused, and so is one of an event's neighbour list with other values", async () => {
  const { body } = await clientOf("exchange").listEvents({ query: { limit: 3 } });
  const foreign = clientOf("admin").listSubscribers({ query: { cursor: body.next } });
  await expect(foreign).rejects.toMatchObject({ code: "cursor_foreign", status: 400 });
});

test("an exchange reads its own events, its sandbox the sandbox's, and staff none", async () => {
  const [first = ""] = ids;
  expect((await clientOf("exchange").getEvent({ params: { id: first } })).body.id).toBe(first);
  expect((await clientOf("sandbox").getEvent({ params: { id: sandboxEvent } })).body.id).toBe(sandboxEvent);
  await expect(clientOf("sandbox").getEvent({ params: { id: first } })).rejects.toMatchObject({ code: "not_found" });
  await expect(clientOf("admin").getEvent({ params: { id: first } })).rejects.toMatchObject({ code: "forbidden" });
});

test("rates are counted by caller, and an address without credentials for itself", async () => {
  const rates = { callerPerMinute: 2, anonymousPerMinute: 3, signInPerMinute: 2 };
  const api = await openTestApi({ db, handlers: standInHandlers(), settings: { rates } });
  const call = (path: string, headers: Record<string, string>) => fetch(`${api.baseUrl}${path}`, { headers });
  const [one, two] = await Promise.all([seedKey(db, "ops"), seedKey(db, "ops")]);
  const asOne = { authorization: `Bearer ${one?.secret}` };
  const first = await call("/v1/session", asOne);
  expect([first.status, first.headers.get("ratelimit-limit"), first.headers.get("ratelimit-remaining")]).toEqual([
    200,
    "2",
    "1",
  ]);
  await call("/v1/session", asOne);
  const third = await call("/v1/session", asOne);
  expect(third.status).toBe(429);
  expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await third.json()).toMatchObject({ code: "rate_limited" });
  for (const status of [401, 401, 401, 429]) expect((await call("/v1/session", {})).status).toBe(status);
  // Known before or not: whoever has a right key is held up by guessers only until it was seen once.
  expect((await call("/v1/session", { authorization: `Bearer ${two?.secret}` })).status).toBe(429);
  expect((await call("/v1/session", asOne)).status).toBe(429);
});

test("sign-ins are counted by address and by email", async () => {
  const rates = { callerPerMinute: 100, anonymousPerMinute: 100, signInPerMinute: 2 };
  const settings = { rates, trustedProxies: ["127.0.0.1"] };
  const api = await openTestApi({ db, handlers: standInHandlers(), settings });
  const signIn = async (email: string, address: string) => {
    const client = createClient({ baseUrl: api.baseUrl, headers: { "x-forwarded-for": address } });
    const reply = await client.createSession({ body: { email, password: "x" } }).catch((problem) => problem);
    return reply.status;
  };
  expect(await signIn("a@example.org", "192.0.2.1")).toBe(200);
  expect(await signIn("A@example.org", "192.0.2.2")).toBe(200);
  expect(await signIn("a@example.org", "192.0.2.3")).toBe(429);
  expect(await signIn("b@example.org", "192.0.2.9")).toBe(200);
  expect(await signIn("c@example.org", "192.0.2.9")).toBe(200);
  expect(await signIn("d@example.org", "192.0.2.9")).toBe(429);
  expect(api.audit.filter(({ outcome }) => outcome === "refused").map(({ ip }) => ip)).toEqual([
    "192.0.2.3",
    "192.0.2.9",
  ]);
});

test("behind https, cookies are of this host alone and browsers stay with https", async () => {
  const publicUrl = "https://redflag.example";
  const handlers: Handlers = {
    ...standInHandlers(),
    createSession: async (call) => ({
      ...(await standInHandlers().createSession(call)),
      cookies: [{ name: "redflag_session", value: "a-token", maxAgeS: 60 }],
    }),
  };
  const api = await openTestApi({ db, handlers, settings: { publicUrl } });
  const response = await fetch(`${api.baseUrl}/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: publicUrl },
    body: JSON.stringify({ email: "a@example.org", password: "x" }),
  });
  expect(response.headers.get("set-cookie")).toBe(
    "__Host-redflag_session=a-token; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
  expect(response.headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  const { cookie } = await seedSession(db, ["ops"]);
  const status = async (sent: string) =>
    (await fetch(`${api.baseUrl}/v1/session`, { headers: { cookie: sent } })).status;
  expect([await status(cookie), await status(`__Host-${cookie}`)]).toEqual([401, 200]);
});

test("ready while every check holds; alive in any case", async () => {
  let fault: Error | undefined;
  const checks = {
    database: async () => {
      if (fault !== undefined) throw fault;
    },
  };
  const api = await openTestApi({ db, handlers: standInHandlers(), checks });
  const get = (path: string) => fetch(api.baseUrl + path);
  expect(await (await get("/readyz")).json()).toEqual({ status: "ready" });
  fault = new Error("connect to postgres://u:hunter2@db/x failed");
  const response = await get("/readyz");
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain("hunter2");
  expect((await get("/healthz")).status).toBe(200);
});

test("the page for people loads nothing from elsewhere", async () => {
  const page = await fetch(`${baseUrl}/docs/`);
  const html = await page.text();
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = ""]) => url);
  expect(loaded.length).toBeGreaterThan(3);
  for (const url of loaded) {
    const target = new URL(url, `${baseUrl}/docs/`);
    expect(target.origin).toBe(baseUrl);
    expect((await fetch(target)).status, url).toBe(200);
  }
  const initializer = await (await fetch(`${baseUrl}/docs/static/swagger-initializer.js`)).text();
  // One address stands in a comment of the viewer's.
  expect(initializer.replace(/^\s*\/\/.*$/gm, "")).not.toMatch(/https?:\/\//);
  expect(await (await fetch(`${baseUrl}/docs/json`)).json()).toMatchObject({ openapi: "3.1.1" });
});

test("what is in hand when it closes is finished, and nothing new is taken", async () => {
  let finish = () => {};
  let begun = () => {};
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const standIn = standInHandlers();
  const handlers: Handlers = {
    ...standIn,
    listSubscribers: async (call) => {
      begun();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return standIn.listSubscribers(call);
    },
  };
  const api = await openTestApi({ db, handlers });
  const inHand = createClient({ baseUrl: api.baseUrl, key: keys.get("ops")?.secret ?? "" }).listSubscribers();
  await isBegun;
  const closing = api.app.close();
  onTestFinished(() => closing);
  const refused = await fetch(`${api.baseUrl}/healthz`).then(
    () => false,
    () => true,
  );
  finish();
  expect(refused).toBe(true);
  expect((await inHand).status).toBe(200);
});

test("it is closed only when the work of a caller who has gone has ended, too", async () => {
  const begun = Promise.withResolvers<void>();
  const work = Promise.withResolvers<void>();
  const standIn = standInHandlers();
  const handlers: Handlers = {
    ...standIn,
    listSubscribers: async (call) => {
      begun.resolve();
      await work.promise;
      return standIn.listSubscribers(call);
    },
  };
  const api = await openTestApi({ db, handlers });
  const leaving = new AbortController();
  const client = createClient({ baseUrl: api.baseUrl, key: keys.get("ops")?.secret ?? "" });
  const left = client.listSubscribers({ signal: leaving.signal }).catch(() => undefined);
  await begun.promise;
  leaving.abort();
  await left;
  const order: string[] = [];
  const closing = api.app.close().then(() => order.push("closed"));
  // The connection's end is seen first: nothing but the work holds the closing up.
  while (await isListening(api.app)) await new Promise(setImmediate);
  order.push("worked");
  work.resolve();
  await closing;
  expect(order).toEqual(["worked", "closed"]);
});

async function isListening(app: FastifyInstance): Promise<boolean> {
  const count = await new Promise<number>((resolve) => app.server.getConnections((_, open) => resolve(open)));
  return app.server.listening || count > 0;
}
