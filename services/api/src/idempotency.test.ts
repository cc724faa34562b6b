import { createHash } from "node:crypto";
import { ApiProblem } from "@redflag/contract/http/api-problem";
import { createClient } from "@redflag/contract/http/create-client";
import { deleteIdempotentAnswers } from "@redflag/store/idempotent-answer";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import type { Handlers } from "./handler.ts";
import { REMEMBERED_MS } from "./idempotency.ts";
import { openTestApi } from "./testing/open-test-api.ts";
import { seedKey } from "./testing/seed-callers.ts";
import { standInHandlers } from "./testing/stand-in-handlers.ts";
import { testHandlers } from "./testing/test-handlers.ts";

const db = await openTestDatabase();
let clockMs = Date.now();
const now = () => new Date(clockMs);
const api = await openTestApi({ db, handlers: testHandlers(db), now });
const KEY_SECRET = "rf_the-secret-itself";
const withSecret: Handlers = {
  ...standInHandlers(),
  createKey: async (call) => {
    const { body } = await standInHandlers().createKey(call);
    if (body === undefined) throw new Error("the stand-in answers");
    return { body: { ...body, secret: KEY_SECRET } };
  },
};
const standIn = await openTestApi({ db, handlers: withSecret, now });
const { secret, id } = await seedKey(db, "admin", { expiresAt: new Date(clockMs + 10 * 86_400_000) });
const client = createClient({ baseUrl: api.baseUrl, key: secret });
const standInClient = createClient({ baseUrl: standIn.baseUrl, key: secret });

async function codeOf(work: Promise<unknown>): Promise<string> {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(problem instanceof ApiProblem)) throw new Error("it was not refused", { cause: problem });
  return `${problem.status} ${problem.code}`;
}

beforeEach(() => db.pool.query("delete from idempotent_answer"));

test("the same request under the same key takes effect once and is answered alike", async () => {
  const request = { body: { name: "Once" }, idempotencyKey: "k-1" };
  const first = await client.createSubscriber(request);
  const again = await client.createSubscriber(request);
  expect(first.replayed).toBe(false);
  expect(again).toEqual({ ...first, replayed: true, requestId: again.requestId });
  expect(api.audit.at(-1)).toMatchObject({ outcome: "done", detail: { replayed: true } });
});

test("the tag of what was made is given again, too", async () => {
  const body = { email: "a@example.org", name: "A", roles: ["ops" as const], password: "long enough to be taken" };
  const first = await standInClient.createUser({ body, idempotencyKey: "k" });
  const again = await standInClient.createUser({ body, idempotencyKey: "k" });
  expect([first.etag, again.etag, again.replayed]).toEqual(['"1"', '"1"', true]);
});

test("another request under the key is refused, another caller's is another", async () => {
  await client.createSubscriber({ body: { name: "First" }, idempotencyKey: "k" });
  const other = { body: { name: "Second" }, idempotencyKey: "k" };
  expect(await codeOf(client.createSubscriber(other))).toBe("422 idempotency_conflict");
  const { secret: theirs } = await seedKey(db, "admin");
  const their = createClient({ baseUrl: api.baseUrl, key: theirs });
  expect((await their.createSubscriber(other)).replayed).toBe(false);
});

test("of many at once, one takes effect and all are answered alike", async () => {
  const request = { body: { name: "At once" }, idempotencyKey: "k" };
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.createSubscriber(request)));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  const { rows } = await db.pool.query("select count(*)::int as n from subscriber where name = 'At once'");
  expect(rows[0].n).toBe(1);
});

test("a secret is shown once and is kept nowhere", async () => {
  const request = {
    body: { name: "Key", role: "ops" as const, scopes: ["own-session" as const] },
    idempotencyKey: "k",
  };
  expect((await standInClient.createKey(request)).body.secret).toBe(KEY_SECRET);
  expect(await codeOf(standInClient.createKey(request))).toBe("409 secret_shown");
  const { rows } = await db.pool.query("select to_jsonb(i)::text as row from idempotent_answer i");
  expect(rows).toHaveLength(1);
  expect(rows[0].row).not.toContain(KEY_SECRET);
});

test("what is refused is not remembered, and what is swept after a day no more", async () => {
  const request = { body: { name: "Taken" }, idempotencyKey: "k" };
  await client.createSubscriber({ body: { name: "Taken" } });
  expect(await codeOf(client.createSubscriber(request))).toBe("409 subscriber_exists");
  await db.pool.query("delete from subscriber where name = 'Taken'");
  expect((await client.createSubscriber(request)).replayed).toBe(false);
  expect((await client.createSubscriber(request)).replayed).toBe(true);
  await db.pool.query("delete from subscriber where name = 'Taken'");
  expect(await deleteIdempotentAnswers(db.kysely, new Date(clockMs - REMEMBERED_MS))).toBe(0);
  clockMs += REMEMBERED_MS + 1;
  expect(await deleteIdempotentAnswers(db.kysely, new Date(clockMs - REMEMBERED_MS))).toBe(1);
  expect((await client.createSubscriber(request)).replayed).toBe(false);
});

test("the request's hash is none that the table's reader could try passwords against", async () => {
  const body = { email: "b@example.org", name: "B", roles: ["ops" as const], password: "long enough to be taken" };
  const requestHash = async () => {
    await standInClient.createUser({ body, idempotencyKey: "k" });
    const { rows } = await db.pool.query("delete from idempotent_answer where caller = $1 returning request_hash", [
      `key:${id}`,
    ]);
    return rows[0].request_hash.toString("hex");
  };
  const asked = JSON.stringify(["POST", "/v1/users", body]);
  expect(await requestHash()).not.toBe(createHash("sha256").update(asked).digest("hex"));
});

test.each(["", "a b", "é", "a".repeat(256)])("the key %j is refused", async (key) => {
  const response = await fetch(`${api.baseUrl}/v1/subscribers`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${secret}`,
      "content-type": "application/json",
      "idempotency-key": Buffer.from(key).toString("latin1"),
    },
    body: JSON.stringify({ name: "No" }),
  });
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, "request_invalid"]);
});
