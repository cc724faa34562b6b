import { findAskedRange } from "./asked-range.ts";
import { ExchangeProblem } from "./exchange-problem.ts";
import type { RpcCall, RpcReply } from "./json-rpc-transport.ts";
import { describeChainSource } from "./source-conformance.ts";
import { openFakeHarness } from "./testing/fake-harness.ts";
import type { Fault } from "./testing/memory-transport.ts";

const isBatch = (text: string) => (JSON.parse(text) as unknown[]).length > 1;
const listOf = (reply: RpcReply) =>
  "result" in reply && Array.isArray(reply.result) ? (reply.result as unknown[]) : [];

/** Answers and refuses in turn: `change` is given every second reply. */
function everySecond(change: (call: RpcCall, reply: RpcReply) => RpcReply): Fault {
  let count = 0;
  return { reply: (call, reply) => (count++ % 2 === 1 ? change(call, reply) : reply) };
}

const refuse = (message: string): RpcReply => ({ error: { code: -32005, message } });

/** What asking for less meets: one such endpoint alone is enough. */
const REFUSALS: Record<string, Fault> = {
  "at most 3 blocks": {
    reply: (call, reply) => {
      const range = call.method === "eth_getLogs" ? findAskedRange(call.params) : undefined;
      return range !== undefined && range.to - range.from >= 3 ? refuse("exceed maximum block range: 3") : reply;
    },
  },
  "at most 2 logs": {
    reply: (call, reply) =>
      call.method === "eth_getLogs" && listOf(reply).length > 2 ? refuse("query returned more than 2 results") : reply,
  },
  "at most 1 log, and so not all of some blocks": {
    reply: (call, reply) =>
      call.method === "eth_getLogs" && listOf(reply).length > 1 ? refuse("query returned more than 1 results") : reply,
  },
  "no logs at all": {
    reply: (call, reply) => (call.method === "eth_getLogs" ? refuse("limit exceeded") : reply),
  },
  "no more than 20 calls at once": {
    text: (text) =>
      (JSON.parse(text) as unknown[]).length > 20
        ? JSON.stringify({ id: null, error: { code: -32600, message: "batch too large" } })
        : text,
  },
};

/** Each is one way in which an endpoint goes wrong; behind an honest second endpoint nobody may notice. */
const FAULTS: Record<string, Fault> = {
  "nothing wrong": {},
  "answers in reverse order": { text: (text) => JSON.stringify((JSON.parse(text) as unknown[]).reverse()) },
  "ids written as text": { text: (text) => text.replaceAll(/"id":(\d+)/g, '"id":"$1"') },
  "only web pages": { text: () => "<html>bad gateway</html>" },
  "web pages for batches": { text: (text) => (isBatch(text) ? "<html>too large</html>" : text) },
  "answers cut in half": { text: (text) => (isBatch(text) ? text.slice(0, text.length / 2) : text) },
  "the last answer of each batch lost": {
    text: (text) => (isBatch(text) ? JSON.stringify((JSON.parse(text) as unknown[]).slice(0, -1)) : text),
  },
  "null for every block": {
    reply: (call, reply) => (call.method.startsWith("eth_getBlockBy") ? { result: null } : reply),
  },
  "another time in every header": {
    reply: (call, reply) =>
      call.method.startsWith("eth_getBlockBy") && "result" in reply
        ? { result: { ...(reply.result as object), timestamp: "0x1" } }
        : reply,
  },
  "an error for every log": {
    reply: (call, reply) => (call.method === "eth_getLogs" ? refuse("too many") : reply),
  },
  "too many requests": {
    text: () => {
      throw new ExchangeProblem("endpoint_busy", "faulty: HTTP 429", { httpStatus: 429 }, 30_000);
    },
  },
  "a rate limit on single calls": everySecond(() => refuse("rate limit exceeded")),
  "null for blocks that it had": everySecond((call, reply) =>
    call.method === "eth_getBlockByNumber" && call.params[0] !== "latest" ? { result: null } : reply,
  ),
  "no logs in ranges": {
    reply: ({ method, params }, reply) =>
      method === "eth_getLogs" && "fromBlock" in (params[0] as object) ? { result: [] } : reply,
  },
  "logs of another block hash": {
    reply: (call, reply) =>
      call.method === "eth_getLogs"
        ? { result: listOf(reply).map((log) => ({ ...(log as object), blockHash: `0x${"77".repeat(32)}` })) }
        : reply,
  },
  "receipts without their logs": {
    reply: (call, reply) =>
      call.method === "eth_getBlockReceipts"
        ? { result: listOf(reply).map((receipt) => ({ ...(receipt as object), logs: [] })) }
        : reply,
  },
};

for (const [title, fault] of Object.entries(REFUSALS)) {
  describeChainSource(`EVM source, only endpoint: ${title}`, () => openFakeHarness("proof", fault, undefined, true));
}
for (const [title, fault] of Object.entries({ ...FAULTS, ...REFUSALS })) {
  describeChainSource(`EVM source, first endpoint: ${title}`, () => openFakeHarness("proof", fault));
}
describeChainSource("EVM source, first endpoint: another chain", () =>
  openFakeHarness("proof", {}, (node) => {
    node.chainId = 56;
  }),
);
describeChainSource("EVM source, first endpoint: no block receipts", () =>
  openFakeHarness("proof", {}, (node) => node.missingMethods.add("eth_getBlockReceipts")),
);
describeChainSource("EVM source under the bloom policy", () => openFakeHarness("bloom", {}));
describeChainSource("EVM source under the header policy", () => openFakeHarness("header", {}));
