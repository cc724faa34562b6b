import { beforeAll, beforeEach, expect, it } from "vitest";
import { parseBlock } from "./parse-block.ts";
import { readReceiptLogs } from "./receipt-logs.ts";
import { buildFakeChain, FAKE_FILTER } from "./testing/fake-chain.ts";
import { createFakeNode, type FakeNode } from "./testing/fake-node.ts";
import { createMemoryTransport } from "./testing/memory-transport.ts";
import type { RawBlock } from "./testing/real-block.ts";

const NUMBER = 5;
let chain: RawBlock[];
let node: FakeNode;
let raw: RawBlock;
beforeAll(async () => {
  chain = await buildFakeChain(NUMBER + 1);
});
beforeEach(() => {
  raw = structuredClone(chain[NUMBER] as RawBlock);
  node = createFakeNode([...chain.slice(0, NUMBER), raw]);
});

const read = () =>
  readReceiptLogs(createMemoryTransport("a", node), {}, parseBlock(raw.block, "fake chain"), FAKE_FILTER);
const failure = (code: string) => expect.objectContaining({ code });

it("gives the filter's logs and no others, proven by the receipts root", async () => {
  const logs = await read();
  expect(logs.map(({ logIndex }) => logIndex)).toEqual([0, 2]);
  for (const { logs: own } of raw.receipts) own.pop();
  await expect(read()).rejects.toEqual(failure("answer_inconsistent"));
});

it("holds them against the bloom where the root cannot be computed", async () => {
  for (const receipt of raw.receipts) receipt.type = "0x6b";
  expect((await read()).map(({ logIndex }) => logIndex)).toEqual([0, 2]);
  raw.receipts.pop();
  await expect(read()).rejects.toEqual(failure("answer_inconsistent"));
});

it("is undone where there are no receipts", async () => {
  node.missingMethods.add("eth_getBlockReceipts").add("eth_getTransactionReceipt");
  await expect(read()).rejects.toEqual(failure("proof_unavailable"));
});
