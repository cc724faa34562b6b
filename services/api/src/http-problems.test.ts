import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { ProblemDocument } from "@redflag/contract/http/problem-document";
import { listProblemCodes, Problem } from "@redflag/domain/problem";
import { afterEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import type { Handlers } from "./handler.ts";
import { openTestApi } from "./testing/open-test-api.ts";
import { seedKey } from "./testing/seed-callers.ts";
import { standInHandlers } from "./testing/stand-in-handlers.ts";

const db = await openTestDatabase();
let subscribers: Handlers["listSubscribers"] = standInHandlers().listSubscribers;
const handlers: Handlers = { ...standInHandlers(), listSubscribers: (call) => subscribers(call) };
const api = await openTestApi({ db, handlers, settings: { handlerTimeoutMs: 50 } });
const { baseUrl, errors } = api;
const { secret } = await seedKey(db, "admin");
const authorization = `Bearer ${secret}`;
const json = { authorization, "content-type": "application/json" };

afterEach(() => {
  errors.length = 0;
});

async function problemOf(path: string, init: RequestInit = {}) {
  const response = await fetch(baseUrl + path, { ...init, headers: { authorization, ...init.headers } });
  expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json(?:; charset=utf-8)?$/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("content-security-policy")).toBe("default-src 'none';frame-ancestors 'none'");
  expect(response.headers.has("access-control-allow-origin")).toBe(false);
  const document = ProblemDocument.parse(await response.json());
  expect(document.status).toBe(response.status);
  expect(document.requestId).toBe(response.headers.get("x-request-id"));
  return { document, headers: response.headers };
}

test.each<[string, string, RequestInit, string]>([
  ["broken JSON", "/v1/subscribers", { method: "POST", headers: json, body: "{" }, "400 request_invalid"],
  ["empty JSON", "/v1/subscribers", { method: "POST", headers: json }, "400 request_invalid"],
  [
    "a prototype",
    "/v1/subscribers",
    { method: "POST", headers: json, body: '{"__proto__":{}}' },
    "400 request_invalid",
  ],
  ["text", "/v1/subscribers", { method: "POST", body: '{"name":"a"}' }, "415 media_type_unsupported"],
  [
    "JSON in another encoding",
    "/v1/subscribers",
    { method: "POST", headers: { ...json, "content-type": "application/json; charset=iso-8859-1" }, body: "{}" },
    "415 media_type_unsupported",
  ],
  [
    "compressed JSON",
    "/v1/subscribers",
    { method: "POST", headers: { ...json, "content-encoding": "gzip" }, body: "{}" },
    "415 media_type_unsupported",
  ],
  [
    "JSON with a byte that is no UTF-8",
    "/v1/subscribers",
    { method: "POST", headers: json, body: Buffer.from([...Buffer.from('{"name":"caf'), 0xe9, ...Buffer.from('"}')]) },
    "400 request_invalid",
  ],
  [
    "a form",
    "/v1/subscribers",
    { method: "POST", body: new URLSearchParams({ name: "a" }) },
    "415 media_type_unsupported",
  ],
  [
    "too much",
    "/v1/subscribers",
    { method: "POST", headers: json, body: `"${"a".repeat(70_000)}"` },
    "413 request_too_large",
  ],
  [
    "a body where none is taken",
    "/v1/session",
    { method: "DELETE", headers: json, body: '{"a":1}' },
    "400 request_invalid",
  ],
  ["a path that is none", "/v1/nothing", {}, "404 not_found"],
  ["the root", "/", {}, "404 not_found"],
  ["a path that cannot be read", "/v1/users/%ff", {}, "400 request_invalid"],
  ["a long parameter", `/v1/users/${"a".repeat(400)}`, {}, "400 request_invalid"],
  ["a parameter twice", "/v1/users?role=admin&role=ops", {}, "400 request_invalid"],
  [
    "no version",
    `/v1/users/${crypto.randomUUID()}`,
    { method: "PATCH", headers: json, body: "{}" },
    "428 version_missing",
  ],
])("%s is told as a problem", async (_, path, init, expected) => {
  const { document } = await problemOf(path, init);
  expect(`${document.status} ${document.code}`).toBe(expected);
  expect(errors).toEqual([]);
});

test.each(['W/"1"', '"1", "2"', "*", "1", '"0"', '"01"', '"x"'])("If-Match: %s is refused", async (tag) => {
  const { document } = await problemOf(`/v1/users/${crypto.randomUUID()}`, {
    method: "PATCH",
    headers: { ...json, "if-match": tag },
    body: "{}",
  });
  expect(document).toMatchObject({ status: 400, errors: [{ at: "headers/if-match" }] });
});

test("another method is refused with those that are allowed; nobody else's page is let in", async () => {
  for (const method of ["PUT", "OPTIONS", "HEAD"]) {
    const response = await fetch(`${baseUrl}/v1/subscribers`, { method, headers: { authorization } });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST"]);
  }
});

test("every fault of a request is told, and where it is", async () => {
  const { document } = await problemOf("/v1/keys?a=1&__proto__=2", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ name: "a\u0000b", role: "king", scopes: ["x", "users:read"], days: 1e9, "a/b~c": 1 }),
  });
  expect(document.code).toBe("request_invalid");
  expect(document.errors?.map(({ at }) => at).sort()).toEqual(
    ["/name", "/role", "/scopes/0", "/days", "/a~1b~0c", "query"].sort(),
  );
});

test("text that no table can hold is refused in fields that would take any", async () => {
  const paths = ["/v1/audit?subject=%00", `/v1/audit?actor=${encodeURIComponent("a\u0000")}`];
  for (const path of paths) {
    const { document } = await problemOf(path);
    expect(document).toMatchObject({
      code: "request_invalid",
      errors: [{ fault: "has a character that cannot be stored" }],
    });
  }
  const { document } = await problemOf("/v1/session/password", {
    method: "POST",
    headers: json,
    body: '{"current":"\\ud800","next":"long enough \\udfff to be one"}',
  });
  expect(document.errors?.map(({ at }) => at)).toEqual(["/current", "/next"]);
});

test("what nobody foresaw is `internal`: the caller is told nothing of it, the log all", async () => {
  subscribers = async () => {
    throw new TypeError("secret inside");
  };
  const { document } = await problemOf("/v1/subscribers", { headers: { "x-request-id": "mine-1" } });
  expect(document).toMatchObject({ status: 500, code: "internal", requestId: "mine-1" });
  expect(JSON.stringify(document)).not.toContain("inside");
  expect(errors).toEqual([
    expect.objectContaining({ msg: "request failed", requestId: "mine-1", err: expect.any(TypeError) }),
  ]);
});

test("where the database stands is not told either", async () => {
  subscribers = async () => {
    throw new Problem("database_unreachable", "db.internal:5432, database redflag");
  };
  const { document } = await problemOf("/v1/subscribers");
  expect(document).toMatchObject({ status: 503, code: "database_unreachable" });
  expect(JSON.stringify(document)).not.toContain("db.internal");
});

test("a handler that takes too long is given up, and told so", async () => {
  let aborted = false;
  subscribers = ({ signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        aborted = true;
        reject(new Error("given up"));
      });
    });
  const { document } = await problemOf("/v1/subscribers");
  expect(document).toMatchObject({ status: 503, code: "request_timed_out" });
  expect(aborted).toBe(true);
});

test("a value that no column takes, from a cursor that was made up, is the cursor's fault", async () => {
  subscribers = async ({ read }) => {
    await read(() => db.pool.query("select 'x'::uuid"));
    return { body: { items: [] } };
  };
  const { document } = await problemOf("/v1/subscribers?cursor=abc");
  expect(document).toMatchObject({ status: 400, code: "cursor_foreign" });
});

test.each([
  ["no HTTP at all", "hello\r\n\r\n", "request_invalid"],
  [
    "a header with a line break in it",
    "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Request-Id: a\rb\r\n\r\n",
    "request_invalid",
  ],
  ["headers without an end", `GET /healthz HTTP/1.1\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, "request_too_large"],
])("%s is answered on the socket", async (_, sent, code) => {
  const socket = connect(Number(new URL(baseUrl).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(sent);
  const answer = await text(socket);
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  expect(head).toContain("Content-Type: application/problem+json");
  expect(ProblemDocument.parse(JSON.parse(body)).code).toBe(code);
});

test("a request id that is not well formed is replaced", async () => {
  const { document } = await problemOf("/v1/nothing", { headers: { "x-request-id": "<script>" } });
  expect(document.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test("the page that `type` points to has every code", async () => {
  const page = await (await fetch(`${baseUrl}/problems`)).text();
  for (const { code } of listProblemCodes()) expect(page).toContain(`id="${code}"`);
});

test.each(["/openapi.json", "/problems"])("of %s its head can be asked for alone", async (path) => {
  const response = await fetch(baseUrl + path, { method: "HEAD" });
  expect([response.status, await response.text()]).toEqual([200, ""]);
});
