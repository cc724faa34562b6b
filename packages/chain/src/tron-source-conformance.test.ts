import { describeChainSource } from "./source-conformance.ts";
import { openTronHarness, type TronFault } from "./testing/tron-harness.ts";

type Json = Record<string, unknown>;

/** Changes the result of each answer to this method. */
const onResult =
  (method: string, change: (result: unknown) => unknown): ((answer: string, request: string) => string) =>
  (answer, request) => {
    const [calls, replies] = [request, answer].map((text) => [JSON.parse(text) as Json | Json[]].flat());
    const changed = replies?.map((reply) => {
      const call = calls?.find(({ id }) => id === reply.id);
      return call?.method === method && "result" in reply ? { ...reply, result: change(reply.result) } : reply;
    });
    return JSON.stringify(Array.isArray(JSON.parse(answer)) ? changed : changed?.[0]);
  };
const isBatch = (answer: string) => answer.startsWith("[");
const onLogs = (change: (logs: Json[]) => unknown) => onResult("eth_getLogs", (logs) => change(logs as Json[]));

/** What shows in the answer itself: behind one honest endpoint nobody may notice. */
const EVIDENT: Record<string, TronFault> = {
  "nothing wrong": {},
  "no computing resources": {
    text: (answer) => (isBatch(answer) ? '{"Error":"lack of computing resources"}' : answer),
  },
  "null for every block": { text: onResult("eth_getBlockByNumber", () => null) },
  "a testnet": {
    alter: (node) => {
      node.chainId = 0xcd8690dc;
    },
  },
  "answers cut in half": { text: (answer) => (isBatch(answer) ? answer.slice(0, answer.length / 2) : answer) },
  "too many results": {
    alter: (node) => {
      node.logsMax = 0;
    },
  },
  "hashes without the height": {
    text: onResult("eth_getBlockByNumber", (block) => block && { ...block, hash: `0x${"ab".repeat(32)}` }),
  },
  "the block below the one asked for": {
    text: (answer, request) =>
      answer.replaceAll(/"number":"0x([0-9a-f]+)"/g, (whole, digits: string) =>
        request.includes(`"0x${digits}"`) ? `"number":"0x${(Number.parseInt(digits, 16) - 1).toString(16)}"` : whole,
      ),
  },
  "logs in reverse": { text: onLogs((logs) => logs.reverse()) },
  "addresses that begin with 41": {
    text: onLogs((logs) => logs.map((log) => ({ ...log, address: `0x41${String(log.address).slice(2)}` }))),
  },
  "addresses in capitals, with 41 and without 0x": {
    text: onLogs((logs) => logs.map((log) => ({ ...log, address: `41${String(log.address).slice(2).toUpperCase()}` }))),
  },
};

/** What no single answer shows: with two honest endpoints the odd one out is outvoted. */
const HIDDEN: Record<string, TronFault> = {
  "no logs": { text: onLogs(() => []) },
  "one log left out": { text: onLogs((logs) => logs.filter((_, i) => i !== 1)) },
  "another amount": { text: onLogs((logs) => logs.map((log) => ({ ...log, data: `0x${"01".repeat(32)}` }))) },
  "another transaction": {
    text: onLogs((logs) =>
      logs.map((log, i) => ({
        ...log,
        transactionHash: `0x${i.toString(16).padStart(64, "7")}`,
        transactionIndex: `0x${i.toString(16)}`,
      })),
    ),
  },
};

for (const [title, fault] of Object.entries(EVIDENT)) {
  describeChainSource(`TRON source on one's word, first endpoint: ${title}`, () => openTronHarness("header", fault, 1));
}
for (const [title, fault] of Object.entries({ ...EVIDENT, ...HIDDEN })) {
  describeChainSource(`TRON source of peers, first endpoint: ${title}`, () => openTronHarness("peers", fault, 2));
}
describeChainSource("TRON source of peers without a peer", () => openTronHarness("peers", {}, 0));
