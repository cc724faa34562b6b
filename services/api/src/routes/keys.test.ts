import type { ApiKey } from "@redflag/contract/http/routes/keys";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { expect, test } from "vitest";
import { encodeCursor } from "../cursor.ts";
import type { Browser } from "../testing/browser.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const admin = await world.enter(["admin"]);
const ours = await world.addSubscriber("Our exchange");
const theirs = await world.addSubscriber("Their exchange");
const exchange = await world.enter(["exchange"], ours);
const rival = await world.enter(["exchange"], theirs);

const SOON = { timeout: 10_000 };

interface Made {
  key: ApiKey;
  secret: string;
}

async function make(browser: Browser, body: object, path = "/v1/keys"): Promise<Made> {
  const reply = await browser.send("POST", path, { body });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as Made;
}

/** A request with a key, as a program would send it. */
function use({ secret }: Made, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const sent = { headers: { ...headers, authorization: `Bearer ${secret}` }, ...(body !== undefined && { body }) };
  return world.newBrowser().send(method, path, sent);
}

async function idsOf(browser: Browser, path: string): Promise<string[]> {
  const { body } = await browser.send("GET", path);
  return (body as { items: ApiKey[] }).items.map(({ id }) => id);
}

test("a key's life", async () => {
  const wanted = { name: "nightly report", role: "admin", scopes: ["keys:read", "keys:read"], days: 30 };
  const made = await make(admin.browser, wanted);
  const { key, secret } = made;
  expect(key).toEqual({
    id: key.id,
    name: "nightly report",
    prefix: key.prefix,
    role: "admin",
    scopes: ["keys:read"],
    sandbox: false,
    createdBy: `user:${admin.id}`,
    createdAt: "2026-03-01T12:00:00.000Z",
    expiresAt: "2026-03-31T12:00:00.000Z",
  });
  expect(secret.startsWith(key.prefix)).toBe(true);

  // Shown once: nothing that is read afterwards holds it, and the database does not either.
  const read = await admin.browser.send("GET", `/v1/keys/${key.id}`);
  expect(read).toMatchObject({ status: 200, body: key });
  const rows = await world.db.pool.query("select api_key::text as text from api_key");
  for (const text of [JSON.stringify(read.body), ...rows.rows.map((row) => String(row.text))]) {
    expect(text).not.toContain(secret.slice(key.prefix.length));
  }

  // Used, within its scopes.
  expect((await use(made, "GET", `/v1/keys/${key.id}`)).status).toBe(200);
  expect(await use(made, "DELETE", `/v1/keys/${key.id}`)).toMatchObject({ status: 403, code: "forbidden" });
  expect(await use({ ...made, secret: `${secret}x` }, "GET", "/v1/keys")).toMatchObject({ status: 401 });
  const look = () => admin.browser.send("GET", `/v1/keys/${key.id}`);
  // Neither is part of a request's own work: they are true soon after.
  await expect.poll(async () => (await look()).body, SOON).toHaveProperty("lastUsedAt");

  // Renamed, from the version that was read.
  const etag = (await look()).headers.get("etag") ?? "";
  const rename = (name: string) =>
    admin.browser.send("PATCH", `/v1/keys/${key.id}`, { body: { name }, headers: { "if-match": etag } });
  const renamed = await rename("weekly report");
  expect(renamed).toMatchObject({ status: 200, body: { name: "weekly report" } });
  expect(renamed.headers.get("etag")).not.toBe(etag);
  expect(await rename("monthly report")).toMatchObject({ status: 412, code: "version_outdated" });

  // Revoked, for good.
  for (let times = 0; times < 2; times++) {
    expect((await admin.browser.send("DELETE", `/v1/keys/${key.id}`)).status).toBe(204);
  }
  await expect.poll(() => use(made, "GET", "/v1/keys"), SOON).toMatchObject({ status: 401, code: "unauthenticated" });
  expect((await look()).body).toMatchObject({ revokedAt: "2026-03-01T12:00:00.000Z" });
});

test("a key ends on its day", async () => {
  const made = await make(admin.browser, { name: "short", role: "admin", scopes: ["keys:read"], days: 1 });
  const before = world.clock.now;
  const end = Date.parse(made.key.expiresAt);
  world.clock.now = new Date(end - 1);
  expect((await use(made, "GET", "/v1/keys")).status).toBe(200);
  world.clock.now = new Date(end);
  expect(await use(made, "GET", "/v1/keys")).toMatchObject({ status: 401, code: "unauthenticated" });
  world.clock.now = before;
});

test("an exchange makes keys for itself, and for nobody else", async () => {
  const { key } = await make(exchange.browser, { name: "reader", role: "exchange", scopes: ["events:read"] });
  expect(key).toMatchObject({ subscriber: ours, createdBy: `user:${exchange.id}` });
  const body = { name: "reader", role: "exchange", scopes: ["events:read"], subscriber: theirs };
  expect(await exchange.browser.send("POST", "/v1/keys", { body })).toMatchObject({ code: "not_found" });
});

test("staff name the exchange that a key is for", async () => {
  const wanted = { name: "for them", role: "exchange", scopes: ["events:read"], subscriber: theirs };
  const { key } = await make(admin.browser, wanted);
  expect(key).toMatchObject({ subscriber: theirs, createdBy: `user:${admin.id}` });
  const nobody = { ...wanted, subscriber: "5b2b4b62-25c6-4f0d-8f2e-3a2f3ad2c0de" };
  expect(await admin.browser.send("POST", "/v1/keys", { body: nobody })).toMatchObject({ code: "not_found" });
  expect(await idsOf(admin.browser, `/v1/keys?subscriber=${theirs}`)).toEqual([key.id]);
  expect(await idsOf(rival.browser, "/v1/keys")).toEqual([key.id]);
});

test("a key makes keys with what it has, and none that makes keys", async () => {
  const wanted = { name: "rotator", role: "exchange", scopes: ["keys:write", "keys:read", "events:read"] };
  const rotator = await make(exchange.browser, wanted);
  const made = await use(rotator, "POST", "/v1/keys", { name: "reader", role: "exchange", scopes: ["events:read"] });
  expect(made).toMatchObject({ status: 201, body: { key: { createdBy: `key:${rotator.key.id}`, subscriber: ours } } });
  for (const scopes of [["keys:write"], ["sandbox:write"]]) {
    const body = { name: "more", role: "exchange", scopes };
    expect(await use(rotator, "POST", "/v1/keys", body)).toMatchObject({ status: 403, code: "key_exceeds_maker" });
  }
});

test("another exchange's key is as if it were not there", async () => {
  const { key } = await make(exchange.browser, { name: "ours", role: "exchange", scopes: ["events:read"] });
  const path = `/v1/keys/${key.id}`;
  const headers = { "if-match": '"1"' };
  for (const reply of [
    await rival.browser.send("GET", path),
    await rival.browser.send("PATCH", path, { body: { name: "stolen" }, headers }),
    await rival.browser.send("DELETE", path),
    await rival.browser.send("GET", `/v1/keys?subscriber=${ours}`),
  ]) {
    expect(reply).toMatchObject({ status: 404, code: "not_found" });
  }
  expect(await idsOf(rival.browser, "/v1/keys")).not.toContain(key.id);
  expect((await exchange.browser.send("GET", path)).body).toEqual(key);
});

test("keys are listed newest first, page after page", async () => {
  const before = world.clock.now;
  const made: string[] = [];
  for (let i = 0; i < 5; i++) {
    // Two of them in the same moment: the cursor tells them apart by id.
    if (i !== 3) world.clock.now = new Date(world.clock.now.getTime() + 1000);
    const body = { name: `key ${i}`, role: "exchange", scopes: ["events:read"], subscriber: theirs };
    made.push((await make(admin.browser, body)).key.id);
  }
  world.clock.now = before;
  const [first = "", second = "", third = "", fourth = "", fifth = ""] = made;
  const listed: string[] = [];
  let cursor = "";
  for (let pages = 0; pages < 3; pages++) {
    const { body } = await admin.browser.send("GET", `/v1/keys?subscriber=${theirs}&limit=2${cursor}`);
    const page = body as { items: ApiKey[]; next?: string };
    listed.push(...page.items.map(({ id }) => id));
    cursor = `&cursor=${page.next}`;
  }
  expect(listed.slice(0, 5)).toEqual([fifth, ...[third, fourth].sort().reverse(), second, first]);
  const foreign = await admin.browser.send("GET", `/v1/keys?limit=2${cursor}`);
  expect(foreign).toMatchObject({ status: 400, code: "cursor_foreign" });
  for (const after of [["yesterday", first], ["2026-03-01T12:00:00Z", "an id"], ["2026-03-01T12:00:00Z"]]) {
    const made = encodeCursor("listKeys", {}, after);
    expect(await admin.browser.send("GET", `/v1/keys?cursor=${made}`)).toMatchObject({ code: "cursor_foreign" });
  }
});

test("a sandbox key reads sample events, has webhooks of them, and nothing else", async () => {
  const made = await make(exchange.browser, { name: "try it" }, "/v1/sandbox/keys");
  const { key } = made;
  expect(key).toMatchObject({
    sandbox: true,
    role: "exchange",
    scopes: ["events:read", "webhooks:read", "webhooks:write"],
  });
  expect(key.subscriber).not.toBe(ours);
  expect(Date.parse(key.expiresAt) - Date.parse(key.createdAt)).toBe(30 * 24 * 60 * 60 * 1000);
  expect(await use(made, "GET", "/v1/keys")).toMatchObject({ status: 403 });

  const again = await make(exchange.browser, { name: "and again" }, "/v1/sandbox/keys");
  expect(again.key.subscriber).toBe(key.subscriber);
  const { rows } = await world.db.pool.query(
    "select position from released_event where subscriber_id = $1 order by position",
    [key.subscriber],
  );
  expect(rows).toHaveLength(SAMPLE_EVENTS.length);
  const real = await world.db.pool.query("select 1 from released_event where subscriber_id = $1", [ours]);
  expect(real.rows).toEqual([]);
});

test("an exchange keeps its sandbox's keys in order, and sees no other's", async () => {
  const { key } = await make(rival.browser, { name: "try it" }, "/v1/sandbox/keys");
  const path = `/v1/keys/${key.id}`;
  expect(await idsOf(rival.browser, "/v1/keys?sandbox=true")).toEqual([key.id]);
  expect(await idsOf(rival.browser, "/v1/keys")).not.toContain(key.id);
  const { headers } = await rival.browser.send("GET", path);
  const renamed = await rival.browser.send("PATCH", path, {
    body: { name: "tried" },
    headers: { "if-match": headers.get("etag") ?? "" },
  });
  expect(renamed).toMatchObject({ status: 200, body: { name: "tried", sandbox: true } });
  expect(await exchange.browser.send("GET", path)).toMatchObject({ status: 404 });
  expect(await exchange.browser.send("DELETE", path)).toMatchObject({ status: 404 });
  expect((await rival.browser.send("DELETE", path)).status).toBe(204);

  const third = await world.enter(["exchange"], await world.addSubscriber("A third exchange"));
  expect(await idsOf(third.browser, "/v1/keys?sandbox=true")).toEqual([]);
  expect(await admin.browser.send("GET", "/v1/keys?sandbox=true")).toMatchObject({ status: 403, code: "forbidden" });
  expect(await admin.browser.send("POST", "/v1/sandbox/keys", { body: { name: "x" } })).toMatchObject({ status: 403 });
});
