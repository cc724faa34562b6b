import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, expect, test } from "vitest";
import {
  type Answer,
  dripBody,
  dripHeaders,
  flood,
  resetAfter,
  resetAtOnce,
  respond,
  sendRaw,
  staySilent,
} from "../testing/answers.ts";
import { startReceiver } from "../testing/receiver.ts";
import { type AttemptOutcome, WebhookClient, type WebhookRequest } from "./attempt.ts";

const receiver = await startReceiver();
const patient = new WebhookClient({ policy: receiver.policy, ca: receiver.ca });
const hasty = new WebhookClient({ policy: receiver.policy, ca: receiver.ca, totalMs: 600 });
afterAll(async () => {
  await Promise.all([patient.close(), hasty.close()]);
  await receiver.close();
});
beforeEach(() => {
  receiver.received.length = 0;
});

const secret = newWebhookSecret();
const request: WebhookRequest = {
  url: `${receiver.url}/hook?key=hunter22`,
  eventId: "evt_1",
  body: '{"type":"endpoint.test","data":{"name":"é"}}',
  secrets: [secret],
  timestampS: Math.floor(Date.now() / 1000),
};

async function outcomeOf(answer: Answer, client = patient): Promise<AttemptOutcome> {
  receiver.script.push(answer);
  const outcome = await client.attempt(request);
  expect(outcome.latencyMs).toBeGreaterThanOrEqual(0);
  expect(outcome.detail ?? "").not.toContain("hunter22");
  expect(JSON.stringify(outcome)).not.toContain(secret.slice(6));
  expect(outcome.failure === undefined).toBe(outcome.kind !== "failed");
  return outcome;
}

test("what is sent is what was signed, what is told is what was sent", async () => {
  const secrets = [secret, newWebhookSecret()];
  receiver.script.push(respond(200, "thanks\n", { "x-trace": "7", "set-cookie": "a=b" }));
  const outcome = await patient.attempt({ ...request, secrets });
  expect(outcome).toMatchObject({
    kind: "delivered",
    status: 200,
    responseHead: "thanks\\n",
    responseHeaders: { "x-trace": "7", "set-cookie": "(not kept)" },
  });
  expect(outcome.detail).toBeUndefined();
  const [received] = receiver.received;
  expect(received).toMatchObject({
    method: "POST",
    path: "/hook?key=hunter22",
    body: request.body,
    host: receiver.host,
  });
  for (const each of secrets) new Webhook(each).verify(received?.body ?? "", received?.headers ?? {});
  const { host: _, connection: __, ...sent } = received?.headers ?? {};
  expect(outcome.requestHeaders).toEqual(sent);
  expect(sent).toMatchObject({
    "content-type": "application/json",
    "user-agent": "redflag-webhook",
    "webhook-id": "evt_1",
  });
});

test.each([200, 201, 202, 204, 299])("%i is delivered", async (status) => {
  expect(await outcomeOf(respond(status, "", { "retry-after": "9" }))).toMatchObject({ kind: "delivered", status });
});

test.each([400, 401, 404, 429, 500, 502, 503, 504])("%i is a failure by its status", async (status) => {
  expect(await outcomeOf(respond(status, "no"))).toMatchObject({
    kind: "failed",
    failure: "status",
    status,
    responseHead: "no",
  });
});

test("410 says that there is nobody any more", async () => {
  expect(await outcomeOf(respond(410))).toMatchObject({ kind: "gone", status: 410 });
});

test.each([300, 301, 302, 303, 304, 307, 308])("%i is not followed", async (status) => {
  const to = { location: `${receiver.url}/elsewhere` };
  expect(await outcomeOf(respond(status, "", to))).toMatchObject({ kind: "failed", failure: "redirect", status });
  expect(receiver.received).toHaveLength(1);
});

test.each([
  [429, "120", 120],
  [503, "0", 0],
  [500, "7", 7],
  [410, "7", 7],
  [429, "9999999", 86_400],
  [429, "Fri, 27 Nov 2099 00:00:00 GMT", 86_400],
  [503, "Fri, 27 Nov 2020 00:00:00 GMT", 0],
  [429, "soon", undefined],
  [429, "-1", undefined],
  [200, "7", undefined],
])("with %i, Retry-After: %s is %s s", async (status, value, seconds) => {
  expect((await outcomeOf(respond(status, "", { "retry-after": value }))).retryAfterS).toBe(seconds);
});

test("once the headers are complete the status counts, whatever becomes of the body", async () => {
  const drips = await outcomeOf(dripBody(200), hasty);
  expect(drips).toMatchObject({ kind: "delivered", status: 200, detail: "the body did not end within 600 ms" });
  expect(drips.responseHead).toMatch(/^a+$/);
  expect(await outcomeOf(dripBody(500), hasty)).toMatchObject({ failure: "status", status: 500 });
  const broken = resetAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
  expect(await outcomeOf(broken)).toMatchObject({
    kind: "delivered",
    detail: "the body broke off",
    responseHead: "abc",
  });
});

test("a body without an end is cut off, and a packed one is left packed", async () => {
  let byteCount = 0;
  const { promise: cut, resolve } = Promise.withResolvers<void>();
  const endless = flood("HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n", "a".repeat(65_536), (count) => {
    byteCount = count;
    resolve();
  });
  const outcome = await outcomeOf(endless);
  expect(outcome).toMatchObject({ kind: "delivered", detail: "the body has more than 65536 bytes and was cut off" });
  expect(outcome.responseHead).toBe("a".repeat(1024));
  await cut;
  expect(byteCount).toBeLessThan(50_000_000);
  const packed = await outcomeOf(respond(200, "\u001f\u008b", { "content-encoding": "gzip" }));
  expect(packed).toMatchObject({ kind: "delivered", detail: "the body is packed (gzip) and was not read" });
  expect(packed.responseHead).toBeUndefined();
});

test("who drips headers, or says nothing, has not answered in time", async () => {
  for (const answer of [dripHeaders, staySilent]) {
    expect(await outcomeOf(answer, hasty)).toMatchObject({
      kind: "failed",
      failure: "response_timeout",
      detail: "it took the request and did not answer within 600 ms",
    });
  }
});

test("a connection that breaks off before a status is told so", async () => {
  for (const answer of [resetAtOnce, resetAfter("HTTP/1.1 200 OK\r\nX-Begun: ye"), sendRaw("")]) {
    expect(await outcomeOf(answer)).toMatchObject({ kind: "failed", failure: "reset" });
  }
});

test.each([
  ["garbage", sendRaw("220 mail.example ESMTP\r\n"), "not HTTP/1.1"],
  ["a body before any header", sendRaw(Buffer.from([0, 1, 2, 3])), "not HTTP/1.1"],
  ["two lengths", sendRaw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na"), "not HTTP/1.1"],
  ["another protocol", sendRaw("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), "not asked for"],
  ["headers without end", flood("HTTP/1.1 200 OK\r\n", "X-Much: aaaaaaaaaaaaaaaaaaaaaa\r\n"), "longer than 16384"],
  ["one header without end", flood("HTTP/1.1 200 OK\r\nX: ", "a".repeat(8192)), "longer than 16384"],
  ["interim answers without end", flood("", "HTTP/1.1 103 Early Hints\r\n\r\n"), "more than 8 interim answers"],
])("%s is no answer", async (_, answer, detail) => {
  expect(await outcomeOf(answer)).toMatchObject({
    kind: "failed",
    failure: "response_malformed",
    detail: expect.stringContaining(detail),
  });
});

test("a few interim answers are passed over", async () => {
  const hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(3);
  expect(await outcomeOf(sendRaw(`${hints}HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`))).toMatchObject({
    status: 200,
  });
});

test("who is stopped says so, and not that the receiver failed", async () => {
  const stop = new AbortController();
  receiver.script.push(() => stop.abort());
  await expect(patient.attempt(request, stop.signal)).rejects.toMatchObject({ name: "AbortError" });
  await expect(patient.attempt(request, stop.signal)).rejects.toMatchObject({ name: "AbortError" });
  expect(receiver.received).toHaveLength(1);
});

test("who is stopped before anything is dialled sends nothing", async () => {
  const stop = new AbortController();
  const attempt = patient.attempt(request, stop.signal);
  stop.abort();
  await expect(attempt).rejects.toMatchObject({ name: "AbortError" });
  expect(receiver.received).toEqual([]);
});

test("a secret that is none sends nothing, and nothing goes unsigned", async () => {
  await expect(patient.attempt({ ...request, secrets: ["whsec_"] })).rejects.toMatchObject({
    code: "webhook_secret_invalid",
  });
  await expect(patient.attempt({ ...request, secrets: [] })).rejects.toThrow("unsigned");
  expect(receiver.received).toEqual([]);
});
