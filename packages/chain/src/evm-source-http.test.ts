import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { AnswerClass } from "./answer-class.ts";
import { createEvmSource } from "./evm-source.ts";
import { createHttpTransport } from "./http-transport.ts";
import type { RpcCall } from "./json-rpc-transport.ts";
import type { ChainSource } from "./source.ts";
import { buildFakeChain, FAKE_FILTER } from "./testing/fake-chain.ts";
import { answerCall, createFakeNode } from "./testing/fake-node.ts";
import type { RawBlock } from "./testing/real-block.ts";
import { createVirtualClock } from "./testing/virtual-clock.ts";

const HEAD = 11;
let chain: RawBlock[];
let servers: Server[] = [];
let sources: ChainSource[] = [];
beforeAll(async () => {
  chain = await buildFakeChain(HEAD + 1);
});
afterEach(async () => {
  await Promise.all(sources.map((source) => source.close()));
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  [servers, sources] = [[], []];
});

type Call = RpcCall & { id: number };
type Answer = (response: ServerResponse, honest: string, calls: readonly Call[]) => void;

/** A node behind a real HTTP server; `answer` may send something else than its honest answer. */
async function serve(answer: Answer, chainId = 1): Promise<string> {
  const node = createFakeNode(chain, chainId);
  const server = createServer(async (request, response) => {
    const asked = JSON.parse(await text(request)) as Call | Call[];
    const replies = [asked].flat().map((call) => ({ jsonrpc: "2.0", id: call.id, ...answerCall(node, call) }));
    answer(response, JSON.stringify(Array.isArray(asked) ? replies : replies[0]), [asked].flat());
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const honestly: Answer = (response, honest) => response.end(honest);
/** Its chain id is well: what follows is not. */
const after =
  (answer: Answer): Answer =>
  (response, honest, calls) =>
    (calls[0]?.method === "eth_chainId" ? honestly : answer)(response, honest, calls);

function open(urls: string[]) {
  const clock = createVirtualClock();
  const transports = urls.map((url) => createHttpTransport(url));
  const source = createEvmSource({ chain: ethereum, policy: "bloom", transports, clock });
  sources.push(source);
  return { source, clock };
}

it.each<[string, AnswerClass | undefined, Answer]>([
  ["java-tron's error under HTTP 200", "rate_limit", (r) => r.end('{"Error":"lack of computing resources"}')],
  ["a web page", "transient", (r) => r.end("<!DOCTYPE HTML><html></html>")],
  ["nothing", "transient", (r) => r.end()],
  ["half of an answer", "transient", (r, honest) => r.end(honest.slice(0, honest.length / 2))],
  ["HTTP 429", "rate_limit", (r) => r.writeHead(429, { "retry-after": "7" }).end()],
  ["HTTP 503 and when to come again", "too_many_results", (r) => r.writeHead(503, { "retry-after": "7" }).end()],
  ["HTTP 502", "transient", (r) => r.writeHead(502).end("<html>")],
  ["HTTP 401", "bad_request", (r) => r.writeHead(401).end("no such key")],
  ["null for everything", "malformed", (r, honest) => r.end(honest.replace(/"result":\[/, '"result":null,"was":['))],
  ["ids as text", undefined, (r, honest) => r.end(honest.replaceAll(/"id":(\d+)/g, '"id":"$1"'))],
])("reads the same behind an endpoint that answers with %s, and counts it", async (_, name, answer) => {
  const { source } = open([await serve(after(answer)), await serve(honestly)]);
  const { blocks, logs } = await source.getRange(0, HEAD, FAKE_FILTER);
  expect(blocks).toHaveLength(HEAD + 1);
  expect(logs.length).toBeGreaterThan(5);
  const [faulty] = source.listEndpoints();
  expect(Object.keys(faulty?.counts ?? {})).toEqual(name === undefined ? [] : expect.arrayContaining([name]));
});

it("asks nothing of an endpoint of another chain", async () => {
  const foreign: string[] = [];
  const url = await serve((response, honest, calls) => {
    foreign.push(...calls.map(({ method }) => method));
    response.end(honest);
  }, 56);
  const { source } = open([url, await serve(honestly)]);
  await source.getTip();
  await source.getRange(0, HEAD, FAKE_FILTER);
  expect(foreign).toEqual(["eth_chainId"]);
  expect(source.listEndpoints()[0]).toMatchObject({ isBarred: true, score: 0 });
});

it("waits as long as its only endpoint says, and loses nothing", async () => {
  let refusals = 3;
  const url = await serve((response, honest) => {
    if (refusals-- > 0) response.writeHead(429, { "retry-after": "7" }).end("slow down");
    else response.end(honest);
  });
  const { source, clock } = open([url]);
  const { blocks } = await source.getRange(0, HEAD, FAKE_FILTER);
  expect(blocks).toHaveLength(HEAD + 1);
  expect(clock.slept.filter((ms) => ms > 6_900)).toHaveLength(3);
});

it("makes smaller exchanges where an answer is larger than its memory", async () => {
  const url = await serve(honestly);
  const transports = [createHttpTransport(url, { responseBytesMax: 12_000 })];
  const source = createEvmSource({ chain: ethereum, policy: "bloom", transports, clock: createVirtualClock() });
  sources.push(source);
  expect((await source.getRange(0, HEAD, FAKE_FILTER)).blocks).toHaveLength(HEAD + 1);
});
