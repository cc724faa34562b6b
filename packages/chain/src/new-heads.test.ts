import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Problem } from "@redflag/domain/problem";
import { afterEach, expect, test, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { openNode } from "./devnet/node-calls.ts";
import { listenToNewHeads, type NewHeadsOptions } from "./new-heads.ts";
import { startAnvil } from "./testing/anvil.ts";

const SECRET = "hunter22hunter22";
const CONFIRM = JSON.stringify({ jsonrpc: "2.0", id: 1, result: "0xcd0c3e8af590364c09d0fa6a1210faf5" });
const HEAD = JSON.stringify({ jsonrpc: "2.0", method: "eth_subscription", params: { result: { number: "0xffffff" } } });

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A real server, whose side of each connection the test plays. */
async function serve(play: (socket: WebSocket, headers: Record<string, unknown>, connection: number) => void) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  let connections = 0;
  server.on("connection", (socket, request) => {
    socket.on("error", () => {});
    play(socket, { ...request.headers, path: request.url }, ++connections);
  });
  await once(server, "listening");
  cleanups.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v3/${SECRET}`;
}

function listen(url: string, options: Partial<NewHeadsOptions> = {}) {
  const heard = { heads: 0, failures: [] as Problem[] };
  const listening = listenToNewHeads(url, {
    onHead: () => heard.heads++,
    onFailure: (problem) => heard.failures.push(problem),
    retryMsMin: 1,
    retryMsMax: 4,
    ...options,
  });
  cleanups.push(() => listening.close());
  return heard;
}

const until = (condition: () => void) => vi.waitFor(condition, { timeout: 10_000, interval: 5 });

test("a real node tells of each block as it is mined", async () => {
  const anvil = await startAnvil();
  cleanups.push(anvil.stop);
  const node = openNode(anvil.url);
  cleanups.push(node.close);
  const heard = listen(anvil.url.replace("http", "ws"), { quietMs: 0 });
  await until(() => expect(heard.heads).toBe(1));
  await node.call("evm_mine");
  await until(() => expect(heard.heads).toBe(2));
  await node.call("evm_mine");
  await until(() => expect(heard.heads).toBe(3));
  expect(heard.failures).toEqual([]);
});

test("key and headers go to the endpoint and nowhere else", async () => {
  const seen: Array<Record<string, unknown>> = [];
  const url = await serve((socket, headers) => {
    seen.push(headers);
    const error = { code: -32000, message: `no plan for ${SECRET}` };
    socket.on("message", () => socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, error })));
  });
  const heard = listen(`${url}#header=X-Api-Key:${SECRET}`);
  await until(() => expect(heard.failures.length).toBeGreaterThan(1));
  expect(seen[0]).toMatchObject({ "x-api-key": SECRET, path: `/v3/${SECRET}` });
  expect(heard.failures[0]).toMatchObject({
    code: "endpoint_refused",
    detail: expect.stringContaining("no plan for …"),
  });
  expect(heard.heads).toBe(0);
  expect(JSON.stringify(heard.failures.map(({ message, stack }) => [message, stack]))).not.toContain(SECRET);
});

test("a flood is left on the endpoint's side: no more is taken than one message in the quiet time", async () => {
  let sentBytes = 0;
  const url = await serve((socket) => {
    socket.on("message", () => {
      socket.send(CONFIRM);
      const flood = setInterval(() => {
        for (let i = 0; i < 50 && socket.bufferedAmount < 1_000_000; i++) {
          socket.send(HEAD.padEnd(100_000));
          sentBytes += 100_000;
        }
      }, 1);
      socket.on("close", () => clearInterval(flood));
    });
  });
  // For as long as the test runs, nothing more is read after the first.
  const heard = listen(url, { quietMs: 60_000 });
  await until(() => expect(heard.heads).toBe(1));
  await until(() => expect(sentBytes).toBeGreaterThan(1_000_000));
  expect(heard).toMatchObject({ heads: 1, failures: [] });
});

test("garbage wakes, at most, and is never read", async () => {
  const url = await serve((socket) => {
    socket.on("message", () => {
      for (const text of ["<html>", "{", "null", HEAD]) socket.send(text);
      socket.send(CONFIRM);
      for (const text of ["<html>", "{", Buffer.from([0xff, 0xfe]), "null"]) socket.send(text);
    });
  });
  const heard = listen(url, { quietMs: 0 });
  await until(() => expect(heard.heads).toBe(5));
  expect(heard.failures).toEqual([]);
});

test.each([
  [
    "closes",
    (socket: WebSocket) => socket.on("message", () => socket.send(CONFIRM, () => socket.close(1013))),
    "endpoint_unreachable",
    /closed the connection \(1013\)/,
  ],
  ["breaks off", (socket: WebSocket) => socket.terminate(), "endpoint_unreachable", /closed the connection/],
  [
    "sends too much",
    (socket: WebSocket) => socket.send("x".repeat(5_000)),
    "endpoint_unreachable",
    /WS_ERR_UNSUPPORTED_MESSAGE_LENGTH/,
  ],
  [
    "talks of other things",
    (socket: WebSocket) => {
      for (let i = 0; i < 40; i++) socket.send("{}");
    },
    "endpoint_malformed_answer",
    /no answer to eth_subscribe/,
  ],
  ["never answers", () => {}, "endpoint_unreachable", /no answer to eth_subscribe in time/],
] as const)("one that %s is told, and connected to again", async (_, play, code, words) => {
  let connections = 0;
  const url = await serve((socket) => {
    connections++;
    play(socket);
  });
  const heard = listen(url, { quietMs: 0, messageBytesMax: 4_000, answerMs: 300 });
  await until(() => expect(connections).toBeGreaterThan(2));
  expect(heard.failures[0]).toMatchObject({ code, detail: expect.stringMatching(words) });
});

test("one that is dead without a word is noticed", async () => {
  const url = await serve((socket) => {
    // From here on it reads nothing and answers no ping.
    socket.once("message", () => socket.send(CONFIRM, () => socket.pause()));
  });
  const heard = listen(url, { silenceMs: 50 });
  await until(() => expect(heard.failures[0]?.detail).toMatch(/no sign of life/));
});

test("one that speaks HTTP only, and a port where nobody listens", async () => {
  const server = createServer((_, response) => response.writeHead(403).end(SECRET)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const heard = listen(`ws://127.0.0.1:${port}/${SECRET}`);
  await until(() => expect(heard.failures[0]?.message).toMatch(/HTTP 403 instead of a WebSocket$/));
  server.closeAllConnections();
  server.close();
  await until(() => expect(heard.failures.at(-1)?.message).toContain("ECONNREFUSED"));
  expect(heard.failures.map(({ message }) => message).join()).not.toContain(SECRET);
});

test("one that never answers the handshake", async () => {
  const server = createServer()
    .on("upgrade", () => {})
    .listen(0, "127.0.0.1");
  await once(server, "listening");
  const heard = listen(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/${SECRET}`, { answerMs: 50 });
  await until(() => expect(heard.failures[0]?.message).toMatch(/127\.0\.0\.1:\d+: it opens no WebSocket$/));
  server.closeAllConnections();
  server.close();
});

test("each failure is waited for longer, until a connection has lasted", async () => {
  const timeouts = vi.spyOn(globalThis, "setTimeout");
  cleanups.push(() => timeouts.mockRestore());
  const url = await serve((socket) => socket.terminate());
  const heard = listen(url, { retryMsMin: 5, retryMsMax: 640 });
  await until(() => expect(heard.failures.length).toBeGreaterThan(4));
  const delays = timeouts.mock.calls.map(([, delayMs]) => delayMs).filter((ms) => [5, 10, 20, 40].includes(ms ?? 0));
  expect(delays.slice(0, 4)).toEqual([5, 10, 20, 40]);
});

test("a closed one says nothing more", async () => {
  const url = await serve((socket) => socket.on("message", () => socket.send(CONFIRM)));
  const heard = { heads: 0, failures: 0 };
  const options = { onHead: () => heard.heads++, onFailure: () => heard.failures++ };
  listenToNewHeads(url, options).close();
  const listening = listenToNewHeads(url, options);
  await until(() => expect(heard.heads).toBe(1));
  listening.close();
  expect(heard).toEqual({ heads: 1, failures: 0 });
});
