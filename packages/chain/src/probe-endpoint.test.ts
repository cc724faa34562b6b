import { ethereum } from "@redflag/domain/chains/ethereum";
import { tron } from "@redflag/domain/chains/tron";
import { beforeAll, describe, expect, it } from "vitest";
import type { RpcReply } from "./json-rpc-transport.ts";
import { probeEndpoint } from "./probe-endpoint.ts";
import { buildFakeChain } from "./testing/fake-chain.ts";
import { createFakeNode } from "./testing/fake-node.ts";
import { buildFakeTronChain } from "./testing/fake-tron-chain.ts";
import { answerTron, createFakeTronNode } from "./testing/fake-tron-node.ts";
import { createMemoryTransport, type Fault } from "./testing/memory-transport.ts";
import type { RawBlock } from "./testing/real-block.ts";
import { createTextTransport } from "./testing/text-transport.ts";

let chain: RawBlock[];
beforeAll(async () => {
  chain = await buildFakeChain(120);
});

const refuse = (message: string): RpcReply => ({ error: { code: -32602, message } });
const probe = (fault: Fault = {}, alter: (node: ReturnType<typeof createFakeNode>) => void = () => {}) => {
  const node = createFakeNode(chain);
  alter(node);
  return probeEndpoint(createMemoryTransport("node.example", node, fault), ethereum);
};

describe("probeEndpoint", () => {
  it("reports an endpoint that can do everything", async () => {
    const report = await probe();
    expect(report).toEqual({
      name: "node.example",
      chainId: 1,
      head: 119,
      finalized: 117,
      supports: { finalizedTag: true, blockReceipts: true },
      logRangeBlocksMax: 100,
      latencyMs: expect.any(Number),
      problems: [],
    });
  });

  it("finds the widest range that is not refused, as far as it is stated", async () => {
    const limited: Fault = {
      reply: ({ method, params }, reply) => {
        if (method !== "eth_getLogs") return reply;
        const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string };
        return Number(toBlock) - Number(fromBlock) + 1 > 64 ? refuse("limited to 64 blocks") : reply;
      },
    };
    expect(await probe(limited)).toMatchObject({ logRangeBlocksMax: 64, problems: [] });
  });

  it("says what it lacks: a finality tag is a problem where the chain needs it, block receipts a mere fact", async () => {
    const noTag: Fault = { reply: ({ params }, reply) => (params[0] === "finalized" ? refuse("unknown tag") : reply) };
    const report = await probe(noTag, (node) => node.missingMethods.add("eth_getBlockReceipts"));
    expect(report.supports).toEqual({ finalizedTag: false, blockReceipts: false });
    expect(report.problems.map(({ code }) => code)).toEqual(["endpoint_refused"]);
  });

  it("reports logs that are refused altogether", async () => {
    const report = await probe({}, (node) => node.missingMethods.add("eth_getLogs"));
    expect(report.logRangeBlocksMax).toBe(0);
    expect(report.problems.map(({ code }) => code)).toEqual(["endpoint_refused"]);
  });

  it("asks an endpoint of another chain nothing more", async () => {
    const report = await probe({}, (node) => {
      node.chainId = 56;
    });
    expect(report).toMatchObject({ chainId: 56, head: undefined, logRangeBlocksMax: 0 });
    expect(report.problems.map(({ code }) => code)).toEqual(["endpoint_wrong_chain"]);
  });

  it("reports an endpoint that does not answer", async () => {
    const report = await probe({ text: () => "<html>" });
    expect(report).toMatchObject({ name: "node.example", chainId: undefined, latencyMs: undefined });
    expect(report.problems.map(({ code }) => code)).toEqual(["endpoint_not_json"]);
  });

  it("reads a TRON endpoint, whose headers are shorter and whose logs are limited", async () => {
    const node = createFakeTronNode(buildFakeTronChain(1_200));
    const head = Number(node.blocks.at(-1)?.block.number);
    const transport = createTextTransport("tron.example", (request) => answerTron(node, request));
    expect(await probeEndpoint(transport, tron)).toEqual({
      name: "tron.example",
      chainId: 728_126_428,
      head,
      finalized: head - 2,
      supports: { finalizedTag: true, blockReceipts: false },
      logRangeBlocksMax: 5_000,
      latencyMs: expect.any(Number),
      problems: [],
    });
  });
});
