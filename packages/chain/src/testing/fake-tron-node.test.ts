import { expect, it } from "vitest";
import { encodeCalls } from "../json-rpc-batch.ts";
import { buildFakeTronChain, TRON_FILTER } from "./fake-tron-chain.ts";
import { answerTron, createFakeTronNode } from "./fake-tron-node.ts";

const node = createFakeTronNode(buildFakeTronChain(12));
const ask = (method: string, ...params: unknown[]) => JSON.parse(answerTron(node, encodeCalls([{ method, params }])));
const logs = (query: object) =>
  ask("eth_getLogs", { address: TRON_FILTER.addresses, topics: [TRON_FILTER.topics0], ...query });

/** What java-tron documents, so that the source is tried on the dialect and not on our idea of it. */
it.each([
  [logs({ fromBlock: "0x1", toBlock: "0x1389" }), { result: [] }],
  [logs({ fromBlock: "0x1", toBlock: "0x138a" }), { error: { code: -32602, message: "exceed max block range: 5000" } }],
  [
    logs({ fromBlock: "0x2", toBlock: "0x1" }),
    { error: { code: -32602, message: "please verify: fromBlock <= toBlock" } },
  ],
  [logs({ fromBlock: "0x1", toBlock: "safe" }), { error: { code: -32602, message: "TAG safe not supported" } }],
  [logs({ fromBlock: "0x1", toBlock: "pending" }), { error: { code: -32602, message: "TAG pending not supported" } }],
  [logs({ blockHash: `0x${"00".repeat(32)}` }), { error: { code: -32602, message: "invalid blockHash" } }],
  [
    logs({ fromBlock: "0x1", toBlock: "0x2", address: ["TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"] }),
    { error: { code: -32602, message: "invalid address at index 0: TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t" } },
  ],
  [ask("eth_getBlockByNumber", "safe", false), { error: { code: -32602, message: "TAG safe not supported" } }],
  [ask("eth_getBlockByNumber", "x", false), { error: { code: -32602, message: "invalid block number" } }],
  [ask("eth_getBlockByNumber", "0x1", false), { result: null }],
  [ask("eth_chainId"), { result: "0x2b6653dc" }],
])("answers %j", (answer, expected) => {
  expect(answer).toMatchObject({ jsonrpc: "2.0", id: 1, ...expected });
});

it("finds a contract by 20 bytes and by 21", () => {
  const span = { fromBlock: "earliest", toBlock: "0x1388" };
  const near = { fromBlock: "0x362c688", toBlock: "0x362c688" };
  const [usdt] = TRON_FILTER.addresses as [string];
  expect(logs(near).result).toHaveLength(4);
  expect(logs({ ...near, address: [`0x41${usdt.slice(2)}`] }).result).toHaveLength(4);
  expect(logs(span).result).toEqual([]);
});

it("takes a batch of 100 and refuses 101 as a whole", () => {
  const calls = (count: number) => encodeCalls(Array(count).fill({ method: "eth_chainId", params: [] }));
  expect(JSON.parse(answerTron(node, calls(100)))).toHaveLength(100);
  expect(JSON.parse(answerTron(node, calls(101)))).toMatchObject({
    error: { code: -32005, message: expect.stringMatching(/^Batch size /) },
  });
});
