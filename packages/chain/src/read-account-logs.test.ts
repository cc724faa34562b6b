import type { Address } from "@redflag/domain/address";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { tron } from "@redflag/domain/chains/tron";
import type { Log } from "@redflag/domain/transfer";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { createEvmSource } from "./evm-source.ts";
import { parseLogs } from "./parse-log.ts";
import { buildFakeChain, FAKE_TOKEN } from "./testing/fake-chain.ts";
import { createFakeNode, type FakeNode } from "./testing/fake-node.ts";
import { buildFakeTronChain, readTronTransfers, TRON_FILTER } from "./testing/fake-tron-chain.ts";
import { answerTron, createFakeTronNode } from "./testing/fake-tron-node.ts";
import { createMemoryTransport, type Fault } from "./testing/memory-transport.ts";
import { createTextTransport } from "./testing/text-transport.ts";
import { createTronSource } from "./tron-source.ts";

const LENGTH = 30;
const chain = await buildFakeChain(LENGTH);
const transfers = parseLogs(
  chain.flatMap(({ receipts }) => receipts.flatMap(({ logs }) => logs)),
  "fake chain",
).filter(({ address }) => address === FAKE_TOKEN);
const partyOf = ({ topics }: Log, place: 1 | 2): Address => `0x${(topics[place] as string).slice(-40)}`;
const parties = [...new Set(transfers.flatMap((log) => [partyOf(log, 1), partyOf(log, 2)]))];
const logsOf = (accounts: readonly Address[], from: number, to: number) =>
  transfers.filter(
    (log) =>
      log.blockNumber >= from &&
      log.blockNumber <= to &&
      (accounts.includes(partyOf(log, 1)) || accounts.includes(partyOf(log, 2))),
  );

let asked: FakeNode;
beforeEach(() => {
  asked = createFakeNode(chain);
});

/** The endpoint that is not to be asked, the other one, and more behind it. */
function sourceOf(fault: Fault = {}, ...more: string[]) {
  const other = createMemoryTransport("other", asked, fault);
  const transports = [
    createMemoryTransport("first", createFakeNode(chain)),
    other,
    ...more.map((name) => createMemoryTransport(name, createFakeNode(chain))),
  ];
  return { other, first: transports[0], source: createEvmSource({ chain: ethereum, policy: "bloom", transports }) };
}
const filterOf = (accounts: readonly Address[]) => ({ tokens: [FAKE_TOKEN], accounts });

test("any accounts' transfers come in order, each once, whoever sent them and however small the endpoint's ranges", async () => {
  const accounts = fc.uniqueArray(fc.constantFrom(...parties), { minLength: 1 });
  const span = fc.tuple(fc.nat(LENGTH - 1), fc.nat(LENGTH - 1)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
  await fc.assert(
    fc.asyncProperty(accounts, span, fc.integer({ min: 1, max: LENGTH }), async (some, [from = 0, to = 0], widest) => {
      const { source } = sourceOf({
        reply: ({ method, params: [query] }, reply) => {
          if (method !== "eth_getLogs") return reply;
          const { fromBlock, toBlock } = query as { fromBlock: string; toBlock: string };
          const isTooWide = Number(toBlock) - Number(fromBlock) + 1 > widest;
          return isTooWide ? { error: { code: -32005, message: "block range is too wide" } } : reply;
        },
      });
      const answer = await source.findLogsOfAccounts("first", from, to, filterOf(some));
      expect(answer).toEqual({
        logs: logsOf(some, from, to),
        last: { number: to, hash: chain[to]?.block.hash },
        endpoint: "other",
      });
    }),
    { numRuns: 40 },
  );
});

test("many accounts are asked for in calls that nodes take, and the endpoint itself is never asked", async () => {
  const { source, other, first } = sourceOf();
  const strangers = Array.from({ length: 1_200 }, (_, i): Address => `0x${i.toString(16).padStart(40, "0")}`);
  const answer = await source.findLogsOfAccounts("first", 0, LENGTH - 1, filterOf([...strangers, ...parties]));
  expect(answer?.logs).toEqual(transfers);
  const counts = other.sent
    .filter(({ method }) => method === "eth_getLogs")
    .map(({ params: [query] }) => (query as { topics: Array<unknown[] | null> }).topics.at(-1)?.length);
  expect(counts.length).toBe(2 * Math.ceil((1_200 + parties.length) / 500));
  expect(Math.max(...counts.map(Number))).toBe(500);
  expect(first?.sent).toEqual([]);
});

test("without an endpoint at another host nobody is asked", async () => {
  const { source } = sourceOf();
  expect(await source.findLogsOfAccounts("other", 0, 1, filterOf(parties))).toMatchObject({ endpoint: "first" });
  const alone = createEvmSource({
    chain: ethereum,
    policy: "bloom",
    transports: ["one", "one"].map((name) => createMemoryTransport(name, createFakeNode(chain))),
  });
  expect(await alone.findLogsOfAccounts("one", 0, 1, filterOf(parties))).toBeUndefined();
});

const alterLogs = (alter: (logs: Array<Record<string, unknown>>) => unknown[]): Fault => ({
  reply: ({ method }, reply) =>
    method === "eth_getLogs" && "result" in reply ? { result: alter(reply.result as never) } : reply,
});
const FAULTS: Record<string, Fault> = {
  "a log twice": alterLogs((logs) => logs.flatMap((log) => [log, log])),
  "logs out of order": alterLogs((logs) => logs.toReversed()),
  "another contract's log": alterLogs((logs) => logs.map((log) => ({ ...log, address: `0x${"cc".repeat(20)}` }))),
  "a log of nobody who was asked for": alterLogs((logs) =>
    logs.map((log) => ({ ...log, topics: (log.topics as string[]).with(1, `0x${"0".repeat(64)}`).with(2, "0x12") })),
  ),
  "a log of another event": alterLogs((logs) =>
    logs.map((log) => ({ ...log, topics: (log.topics as string[]).with(0, `0x${"77".repeat(32)}`) })),
  ),
  "a log from outside the range": alterLogs((logs) => logs.map((log) => ({ ...log, blockNumber: "0x7777" }))),
  "one place with two contents": {
    reply: ({ method, params: [query] }, reply) => {
      const isOfSenders = (query as { topics?: unknown[] } | undefined)?.topics?.[1] !== null;
      if (method !== "eth_getLogs" || isOfSenders || !("result" in reply)) return reply;
      const logs = reply.result as Array<Record<string, unknown>>;
      return { result: logs.map((log) => ({ ...log, data: `0x${"9".repeat(64)}` })) };
    },
  },
  "no such method": { reply: ({ method }, reply) => (method === "eth_getLogs" ? { error: NO_METHOD } : reply) },
};
const NO_METHOD = { code: -32601, message: "the method does not exist" };

test.each(Object.entries(FAULTS))("%s is no answer: the next endpoint gives it", async (_, fault) => {
  const { source } = sourceOf(fault, "third");
  const answer = await source.findLogsOfAccounts("first", 0, LENGTH - 1, filterOf(parties));
  expect(answer).toMatchObject({ endpoint: "third", logs: transfers });
  await expect(sourceOf(fault).source.findLogsOfAccounts("first", 0, LENGTH - 1, filterOf(parties))).rejects.toThrow();
});

test("an endpoint that is behind gives no part of a range as the whole", async () => {
  asked.head = LENGTH - 2;
  const { source } = sourceOf();
  const work = source.findLogsOfAccounts("first", 0, LENGTH - 1, filterOf(parties));
  await expect(work).rejects.toMatchObject({ code: "block_not_available" });
});

test("TRON's nodes are asked as they take it: hex, at most so many topics and blocks", async () => {
  const first = 56_805_000 - 7;
  const node = createFakeTronNode(buildFakeTronChain(5_150));
  const transports = ["a", "b"].map((name) => createTextTransport(name, (request) => answerTron(node, request)));
  const source = createTronSource({ chain: tron, policy: "header", transports });
  const [paid] = readTronTransfers();
  const strangers = Array.from({ length: 1_200 }, (_, i): Address => `0x${i.toString(16).padStart(40, "0")}`);
  const sender = `0x${String(paid?.log.topics[1]).slice(-40)}` as const;
  const answer = await source.findLogsOfAccounts("a", first, first + 5_149, {
    tokens: TRON_FILTER.addresses,
    accounts: [...strangers, sender],
  });
  expect(answer?.endpoint).toBe("b");
  expect(answer?.logs.map(({ transactionHash }) => transactionHash)).toContain(paid?.log.transactionHash);
  expect(answer?.logs.every(({ topics }) => topics.some((topic) => topic.endsWith(sender.slice(2))))).toBe(true);
});
