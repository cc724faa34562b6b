import { ApiProblem } from "@redflag/contract/http/api-problem";
import { createClient } from "@redflag/contract/http/create-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { openTestApi } from "./testing/open-test-api.ts";
import { seedKey, seedSession, seedSubscriber } from "./testing/seed-callers.ts";
import { standInHandlers } from "./testing/stand-in-handlers.ts";

const db = await openTestDatabase();
let clockMs = Date.now();
const { baseUrl, audit } = await openTestApi({ db, handlers: standInHandlers(), now: () => new Date(clockMs) });

async function refusal(work: Promise<unknown>): Promise<{ code: string; status: number; detail: string }> {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(problem instanceof ApiProblem)) throw new Error("it was not refused", { cause: problem });
  return { code: problem.code, status: problem.status, detail: problem.document.detail };
}

test("a key that ends is refused from then on, and one that is revoked within a second", async () => {
  const elapsed = vi.spyOn(performance, "now");
  onTestFinished(() => elapsed.mockRestore());
  elapsed.mockReturnValue(1_000_000);
  const { id, secret } = await seedKey(db, "ops", { expiresAt: new Date(clockMs + 60_000) });
  const client = createClient({ baseUrl, key: secret });
  await client.listSubscribers();
  await db.pool.query("update api_key set revoked_at = now() where id = $1", [id]);
  await client.listSubscribers();
  elapsed.mockReturnValue(1_001_000);
  expect(await refusal(client.listSubscribers())).toMatchObject({ code: "unauthenticated", status: 401 });
  await db.pool.query("update api_key set revoked_at = null where id = $1", [id]);
  elapsed.mockReturnValue(1_002_000);
  await client.listSubscribers();
  clockMs += 60_000;
  expect(await refusal(client.listSubscribers())).toMatchObject({ code: "unauthenticated", status: 401 });
});

test("a key that was mistyped is refused by its form alone", async () => {
  const { secret } = await seedKey(db, "ops");
  const mistyped = secret.slice(0, -1) + (secret.endsWith("0") ? "1" : "0");
  for (const key of [mistyped, secret.slice(0, -1), secret.replace("rf_live_", "rf_test_")]) {
    const detail = "what was sent is neither a key nor a session";
    expect(await refusal(createClient({ baseUrl, key }).listSubscribers())).toMatchObject({ status: 401, detail });
  }
});

test("a session that has ended is refused at once, also when it is replayed", async () => {
  const { cookie, userId } = await seedSession(db, ["ops"], { expiresAt: new Date(clockMs + 60_000) });
  const client = createClient({ baseUrl, headers: { cookie } });
  await client.listSubscribers();
  await db.pool.query("update session set ended_at = now() where user_id = $1", [userId]);
  expect(await refusal(client.listSubscribers())).toMatchObject({ code: "unauthenticated", status: 401 });
});

test("what a session changes needs its token and the page's own origin; a key needs neither", async () => {
  const { cookie, csrfToken } = await seedSession(db, ["admin"]);
  const write = (headers: Record<string, string>) =>
    createClient({ baseUrl, headers: { cookie, ...headers } }).createSubscriber({ body: { name: "One" } });
  const csrf = { "x-csrf-token": csrfToken };
  expect(await refusal(write({}))).toMatchObject({ code: "csrf_refused", status: 403 });
  expect(await refusal(write({ "x-csrf-token": `${csrfToken}x` }))).toMatchObject({ code: "csrf_refused" });
  expect(await refusal(write({ ...csrf, "sec-fetch-site": "cross-site" }))).toMatchObject({ code: "csrf_refused" });
  expect(await refusal(write({ ...csrf, origin: "https://evil.example" }))).toMatchObject({ code: "csrf_refused" });
  expect(await write({ ...csrf, origin: baseUrl, "sec-fetch-site": "same-origin" })).toMatchObject({ status: 201 });
  const { secret } = await seedKey(db, "admin");
  const byKey = createClient({ baseUrl, key: secret, headers: { cookie, "sec-fetch-site": "cross-site" } });
  expect(await byKey.createSubscriber({ body: { name: "Two" } })).toMatchObject({ status: 201 });
  expect(audit.at(-1)?.actor.kind).toBe("key");
});

test("a wrong key is not saved by a right cookie, and no answer tells more than that nobody is known", async () => {
  const { cookie } = await seedSession(db, ["ops"]);
  for (const authorization of ["Bearer rf_0123456789012345678901234567890123456789012", "Basic YTpi", "Bearer x", ""]) {
    const response = await fetch(`${baseUrl}/v1/subscribers`, { headers: { cookie, authorization } });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="redflag"');
    expect(await response.json()).toMatchObject({ code: "unauthenticated", type: "/problems#unauthenticated" });
  }
});

test("a key opens what both its scopes and its role open; what is missing is named", async () => {
  const { secret } = await seedKey(db, "ops", { scopes: ["own-session", "users:read", "audit:read"] });
  const client = createClient({ baseUrl, key: secret });
  expect(await refusal(client.listUsers())).toEqual({
    code: "forbidden",
    status: 403,
    detail: "it needs the permission users:read",
  });
  expect(await refusal(client.listSubscribers())).toMatchObject({ detail: "it needs the permission subscribers:read" });
});

test("the last use of a key is noted", async () => {
  const subscriberId = await seedSubscriber(db);
  const { id, secret } = await seedKey(db, "exchange", { subscriberId });
  await createClient({ baseUrl, key: secret }).listEvents();
  await vi.waitFor(async () => {
    const { rows } = await db.pool.query("select last_used_at from api_key where id = $1", [id]);
    expect(rows[0].last_used_at).toBeInstanceOf(Date);
  });
});
