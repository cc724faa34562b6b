import { createServer } from "node:net";
import { setImmediate } from "node:timers/promises";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import type { WebhookPolicy } from "@redflag/runtime/webhook-url";
import { afterEach, expect, test } from "vitest";
import { respond, staySilent } from "../testing/answers.ts";
import { makeAuthority } from "../testing/certificates.ts";
import { type Receiver, type ReceiverOptions, startReceiver } from "../testing/receiver.ts";
import { WebhookClient, type WebhookClientOptions } from "./attempt.ts";

const authority = await makeAuthority();
const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function receive(options: ReceiverOptions = {}): Promise<Receiver> {
  const receiver = await startReceiver({ authority, ...options });
  closing.push(() => receiver.close());
  return receiver;
}

function clientOf(policy: WebhookPolicy, options: Partial<WebhookClientOptions> = {}) {
  const client = new WebhookClient({ policy, ca: authority.ca, ...options });
  closing.push(() => client.close());
  const request = { eventId: "evt_1", body: "{}", secrets: [newWebhookSecret()], timestampS: 1_795_000_000 };
  return (url: string, signal?: AbortSignal) => client.attempt({ ...request, url }, signal);
}

/** A resolver that answers each time with the next, and with the last for ever. */
function saying(...answers: string[][]) {
  const asked: string[] = [];
  const resolve = async (hostname: string) => {
    asked.push(hostname);
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
  };
  return { asked, resolve };
}

test.each([
  ["http://hooks.exchange.example/", "http: is not https:"],
  ["https://2130706433/", "127.0.0.1 is not an address of the internet"],
  ["https://[::ffff:127.0.0.1]/", "is not an address of the internet"],
  ["https://u:p@hooks.exchange.example/", "holds a user or a password"],
  ["https://hooks.exchange.example:22/", "neither 443 nor"],
])("%s is refused before anything is asked", async (url, detail) => {
  const { asked, resolve } = saying(["8.8.8.8"]);
  const outcome = await clientOf({ privateHosts: [], resolve })(url);
  expect(outcome).toMatchObject({ kind: "failed", failure: "url_refused", detail: expect.stringContaining(detail) });
  expect(asked).toEqual([]);
});

test.each([
  [["127.0.0.1"], "127.0.0.1"],
  [["8.8.8.8", "10.0.0.1"], "10.0.0.1"],
  [["169.254.169.254"], "169.254.169.254"],
  [["::ffff:127.0.0.1"], "::ffff:127.0.0.1"],
  [["::7f00:1"], "::7f00:1"],
  [["64:ff9b::7f00:1"], "64:ff9b::7f00:1"],
  [["fd00:ec2::254"], "fd00:ec2::254"],
])("a name at %j is refused when it is dialled", async (addresses, fault) => {
  const receiver = await receive();
  const url = `https://hooks.exchange.example:${receiver.port}/`;
  const outcome = await clientOf({ privateHosts: [], resolve: async () => addresses })(url);
  expect(outcome).toMatchObject({
    kind: "failed",
    failure: "address_refused",
    detail: `hooks.exchange.example:${receiver.port} has the address ${fault}, which is not one of the internet`,
  });
  expect(receiver.connectionCount).toBe(0);
});

test("a name that says otherwise the next time is asked once for each connection, and held to that answer", async () => {
  const receiver = await receive();
  const { asked, resolve } = saying(["192.0.2.1", "8.8.8.8"], ["127.0.0.1"]);
  const attempt = clientOf({ privateHosts: [], resolve });
  const url = `https://rebound.receiver.example:${receiver.port}/`;
  // It was public when it was subscribed; it is not when it is dialled, whatever is said after.
  expect(await attempt(url)).toMatchObject({
    failure: "address_refused",
    detail: expect.stringContaining("192.0.2.1"),
  });
  expect(await attempt(url)).toMatchObject({
    failure: "address_refused",
    detail: expect.stringContaining("127.0.0.1"),
  });
  expect(asked).toEqual(["rebound.receiver.example", "rebound.receiver.example"]);
  expect(receiver.connectionCount).toBe(0);
});

test("a connection that is kept goes where it was dialled, whatever its name says meanwhile", async () => {
  const receiver = await receive();
  const { asked, resolve } = saying(["127.0.0.1"], ["10.0.0.1"]);
  const policy = { privateHosts: [`kept.receiver.example:${receiver.port}`], resolve };
  const attempt = clientOf(policy);
  const url = `https://kept.receiver.example:${receiver.port}/`;
  for (const round of [1, 2, 3]) {
    expect(await attempt(url)).toMatchObject({ kind: "delivered" });
    expect(receiver.received).toHaveLength(round);
    // A connection is free again two turns after its answer.
    await setImmediate();
    await setImmediate();
  }
  expect([receiver.connectionCount, asked.length]).toEqual([1, 1]);
  // Another name of the same server is another origin: what is kept for one is not lent to it.
  const other = `https://other.receiver.example:${receiver.port}/`;
  expect(await attempt(other)).toMatchObject({ failure: "address_refused" });
  expect(receiver.connectionCount).toBe(1);
});

test("a connection that the receiver closed is made anew, and its name is looked at anew", async () => {
  const receiver = await receive();
  const named = `closed.receiver.example:${receiver.port}`;
  const { resolve } = saying(["127.0.0.1"], []);
  const attempt = clientOf({ privateHosts: [named], resolve });
  receiver.answer = respond(200, "", { connection: "close" });
  expect(await attempt(`https://${named}/`)).toMatchObject({ kind: "delivered" });
  expect(await attempt(`https://${named}/`)).toMatchObject({ failure: "name_unresolved" });
});

test("a name without addresses, and a resolver that fails, are told as what they are", async () => {
  const fails = (code: string) => async () => {
    throw Object.assign(new Error(code), { code });
  };
  const url = "https://hooks.exchange.example/";
  expect(await clientOf({ privateHosts: [], resolve: async () => [] })(url)).toMatchObject({
    failure: "name_unresolved",
    detail: "the name has no address (ENOTFOUND)",
  });
  expect(await clientOf({ privateHosts: [], resolve: fails("ESERVFAIL") })(url)).toMatchObject({
    failure: "name_unresolved",
    detail: "the name could not be resolved (ESERVFAIL)",
  });
  // The resolver that refuses is not the receiver that does.
  expect(await clientOf({ privateHosts: [], resolve: fails("ECONNREFUSED") })(url)).toMatchObject({
    failure: "name_unresolved",
  });
  const silent = () => new Promise<string[]>(() => undefined);
  expect(await clientOf({ privateHosts: [], resolve: silent }, { connectMs: 100 })(url)).toMatchObject({
    failure: "connect_timeout",
    detail: "the name was not resolved within 100 ms",
  });
});

test("a port where nobody listens", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  expect(await clientOf({ privateHosts: ["127.0.0.1"] })(`https://127.0.0.1:${port}/`)).toMatchObject({
    failure: "connect_failed",
    detail: "nobody listens at that port (ECONNREFUSED)",
  });
});

test("http goes to a host that was named, and to no other", async () => {
  const receiver = await receive({ speaks: "http" });
  expect(await clientOf(receiver.policy)(`http://${receiver.host}/`)).toMatchObject({ kind: "delivered" });
  expect(await clientOf({ privateHosts: [] })(`http://${receiver.host}/`)).toMatchObject({ failure: "url_refused" });
});

test("a host that is dead holds its own connections and nobody else's", async () => {
  const [dead, alive] = [await receive({ speaks: "mute" }), await receive()];
  const attempt = clientOf({ privateHosts: [dead.host, alive.host] }, { attemptsPerOriginMax: 8 });
  const stop = new AbortController();
  const lost = Promise.allSettled(Array.from({ length: 100 }, () => attempt(`${dead.url}/`, stop.signal)));
  for (let round = 0; round < 20; round++) expect(await attempt(`${alive.url}/`)).toMatchObject({ kind: "delivered" });
  expect(dead.connectionCount).toBeLessThanOrEqual(8);
  expect(alive.connectionCount).toBeLessThanOrEqual(2);
  stop.abort(new Error("enough"));
  expect(new Set((await lost).map(({ status }) => status))).toEqual(new Set(["rejected"]));
  // What was being dialled ends with it; nobody who waited is dialled for any more.
  await dead.close();
  expect(dead.connectionCount).toBeLessThanOrEqual(8);
});

test("what waited for a connection for too long is not sent after all", async () => {
  const receiver = await receive();
  const attempt = clientOf(receiver.policy, { totalMs: 150, attemptsPerOriginMax: 8 });
  receiver.answer = staySilent;
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => attempt(`${receiver.url}/`)));
  const sent = outcomes.filter(({ failure }) => failure === "response_timeout");
  const waited = outcomes.filter(({ failure }) => failure === "connect_timeout");
  expect(sent.length + waited.length).toBe(40);
  expect(waited.length).toBeGreaterThanOrEqual(32);
  receiver.answer = respond(204);
  await attempt(`${receiver.url}/`);
  expect(receiver.received.length).toBeLessThanOrEqual(sent.length + 1);
});

test("who closes waits for what is under way, and for what waits for its turn", async () => {
  const receiver = await receive();
  const client = new WebhookClient({ policy: receiver.policy, ca: authority.ca, attemptsPerOriginMax: 8 });
  const request = {
    url: `${receiver.url}/`,
    eventId: "evt_1",
    body: "{}",
    secrets: [newWebhookSecret()],
    timestampS: 1,
  };
  const attempts = Array.from({ length: 40 }, () => client.attempt(request));
  await client.close();
  const kinds = await Promise.all(attempts.map(async (attempt) => (await attempt).kind));
  expect(new Set(kinds)).toEqual(new Set(["delivered"]));
  await expect(client.attempt(request)).rejects.toThrow("the client is closed");
});
