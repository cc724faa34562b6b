import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { polygon } from "@redflag/domain/chains/polygon";
import type { BlockRef } from "@redflag/domain/transfer";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stateSyncHash } from "./bor-receipts.ts";
import type { Disagreement } from "./disagreement.ts";
import { createEvmSource } from "./evm-source.ts";
import type { RpcCall, RpcReply, RpcTransport } from "./json-rpc-transport.ts";
import { buildFakeChain, FAKE_FILTER } from "./testing/fake-chain.ts";
import { createFakeNode, type FakeNode } from "./testing/fake-node.ts";
import { createMemoryTransport, type Fault } from "./testing/memory-transport.ts";
import type { RawBlock } from "./testing/real-block.ts";

const LENGTH = 12;
const HEAD = LENGTH - 1;
let chain: RawBlock[];
let fork: RawBlock[];
let node: FakeNode;
let disagreements: Disagreement[];

beforeAll(async () => {
  chain = await buildFakeChain(LENGTH);
  fork = await buildFakeChain(LENGTH, { at: 6, salt: "fork" });
});
beforeEach(() => {
  node = createFakeNode(chain);
  disagreements = [];
});

const at = (name: string, fault?: Fault) => createMemoryTransport(name, node, fault);
const open = (transports: RpcTransport[], policy: VerifyPolicy = "bloom", of: Chain = ethereum) =>
  createEvmSource({ chain: of, policy, transports, onDisagreement: (d) => disagreements.push(d) });
const failure = (code: string) => expect.objectContaining({ code });
const refOf = (number: number): BlockRef => ({
  number,
  hash: (chain[number] as RawBlock).block.hash as BlockRef["hash"],
});
const onMethod = (method: string, change: (reply: RpcReply, call: RpcCall) => RpcReply): Fault => ({
  reply: (call, reply) => (call.method === method ? change(reply, call) : reply),
});
const listOf = (reply: RpcReply) => ("result" in reply ? (reply.result as unknown[]) : []);
const isRange = ({ params }: RpcCall) => "fromBlock" in (params[0] as object);

/** Leaves all logs of block 5 out of a range, and gives them when asked for the block alone: a lost shard. */
const dropsBlock5 = onMethod("eth_getLogs", (reply, call) =>
  isRange(call)
    ? { result: listOf(reply).filter((log) => (log as { blockNumber: string }).blockNumber !== "0x5") }
    : reply,
);

describe("chain id", () => {
  it("is asked once for each endpoint, before anything else", async () => {
    const only = at("a");
    const source = open([only]);
    await source.getTip();
    await source.getBlock(3);
    expect(only.sent[0]?.method).toBe("eth_chainId");
    expect(only.sent.filter(({ method }) => method === "eth_chainId")).toHaveLength(1);
  });

  it("bars an endpoint of another chain for good, and says so", async () => {
    const other = createMemoryTransport("other", createFakeNode(chain, 56));
    const both = open([other, at("a")]);
    expect((await both.getRange(0, HEAD, FAKE_FILTER)).endpoint).toBe("a");
    await both.getTip();
    expect(other.sent.map(({ method }) => method)).toEqual(["eth_chainId"]);
    const alone = open([other]);
    await expect(alone.getTip()).rejects.toThrow(/other serves chain 56, ethereum is chain 1/);
    await expect(alone.getTip()).rejects.toEqual(failure("endpoint_wrong_chain"));
  });

  it("is asked again where the endpoint could not answer", async () => {
    let up = false;
    const flaky = at("a", { text: (text) => (up ? text : "<html>") });
    const source = open([flaky]);
    await expect(source.getTip()).rejects.toEqual(failure("endpoint_not_json"));
    up = true;
    expect((await source.getTip()).head.number).toBe(HEAD);
  });
});

describe("failover", () => {
  it("names each endpoint and its reason when all fail", async () => {
    const source = open([at("a", { text: () => "<html>" }), at("b", { text: () => "" })]);
    await expect(source.getTip()).rejects.toThrow(/a: the answer is a web page.*b: the answer is empty/);
  });

  it("reads from receipts what no endpoint gives as logs, and never skips the block", async () => {
    const refuses = onMethod("eth_getLogs", () => ({ error: { code: -32005, message: "limit exceeded" } }));
    const read = await open([at("a", refuses), at("b", { text: () => "<html>" })]).getRange(0, HEAD, FAKE_FILTER);
    expect(read).toEqual({ ...(await open([at("a")]).getRange(0, HEAD, FAKE_FILTER)), endpoint: "a" });
    const helped = await open([at("a", refuses), at("b")]).getRange(0, HEAD, FAKE_FILTER);
    expect(helped).toEqual({ ...read, endpoint: "b" });
    node.missingMethods.add("eth_getBlockReceipts").add("eth_getTransactionReceipt");
    await expect(open([at("a", refuses)]).getRange(0, HEAD, FAKE_FILTER)).rejects.toEqual(failure("proof_unavailable"));
  });

  it("is no cure without endpoints", async () => {
    await expect(open([]).getTip()).rejects.toEqual(failure("endpoint_missing"));
  });
});

describe("getTip", () => {
  it("takes finality from the tag, or from the depth where the chain has none", async () => {
    expect(await open([at("a")]).getTip()).toEqual({ head: refOf(HEAD), finalizedNumber: HEAD - 2 });
    const deep: Chain = { ...ethereum, finality: { kind: "depth", blocks: 4, why: "test" } };
    const counting = at("a");
    expect((await open([counting], "bloom", deep).getTip()).finalizedNumber).toBe(HEAD - 4);
    expect(counting.sent.some(({ params }) => params[0] === "finalized")).toBe(false);
    const young: Chain = { ...deep, finality: { kind: "depth", blocks: 400, why: "test" } };
    expect((await open([at("a")], "bloom", young).getTip()).finalizedNumber).toBe(0);
  });

  it("never calls final what lies above the head it gives", async () => {
    node.finalizedDepth = -5;
    node.head = 6;
    const ahead = onMethod("eth_getBlockByNumber", (reply, { params }) =>
      params[0] === "finalized" ? { result: chain[9]?.block } : reply,
    );
    expect(await open([at("a", ahead)]).getTip()).toEqual({ head: refOf(6), finalizedNumber: 6 });
  });
});

describe("getRange", () => {
  it("catches a block whose logs were left out, records it, and reads from the next endpoint", async () => {
    const range = await open([at("a", dropsBlock5), at("b")]).getRange(2, 8, FAKE_FILTER);
    expect(range.endpoint).toBe("b");
    expect(range.logs.some(({ blockNumber }) => blockNumber === 5)).toBe(true);
    expect(disagreements).toEqual([expect.objectContaining({ endpoint: "a", blockNumber: 5, kind: "logs_omitted" })]);
    await expect(open([at("a", dropsBlock5)]).getRange(2, 8, FAKE_FILTER)).rejects.toEqual(
      failure("answer_incomplete"),
    );
  });

  it("catches it also where the node knows no question by block hash", async () => {
    const noHash: Fault = {
      reply: (call, reply) => {
        if (call.method !== "eth_getLogs") return reply;
        const query = call.params[0] as { fromBlock?: string; toBlock?: string };
        if (query.fromBlock === undefined) return { error: { code: -32602, message: "blockHash is not served" } };
        return query.fromBlock === query.toBlock ? reply : (dropsBlock5.reply?.(call, reply) ?? reply);
      },
    };
    await expect(open([at("a", noHash)]).getRange(2, 8, FAKE_FILTER)).rejects.toEqual(failure("answer_incomplete"));
  });

  it("takes logs of another block for no proof that the suspect has any", async () => {
    const astray = onMethod("eth_getLogs", (reply, call) =>
      isRange(call)
        ? (dropsBlock5.reply?.(call, reply) ?? reply)
        : { result: listOf(reply).map((log) => ({ ...(log as object), blockHash: refOf(4).hash })) },
    );
    await expect(open([at("a", astray)]).getRange(2, 8, FAKE_FILTER)).rejects.toEqual(failure("answer_inconsistent"));
    expect(disagreements).toEqual([]);
  });

  it("does not ask again under the header policy, and says how little was checked", async () => {
    const only = at("a", dropsBlock5);
    const range = await open([only], "header").getRange(2, 8, FAKE_FILTER);
    expect(range.level).toBe("unproven");
    expect(only.sent.filter(({ method }) => method === "eth_getLogs")).toHaveLength(1);
    expect((await open([at("a")], "proof").getRange(2, 8, FAKE_FILTER)).level).toBe("bloom");
  });

  it("compares two endpoints under the peers policy, and asks no block again", async () => {
    const [dropping, whole] = [at("a", dropsBlock5), at("b")];
    const work = open([dropping, whole], "peers").getRange(2, 8, FAKE_FILTER);
    await expect(work).rejects.toEqual(failure("answer_incomplete"));
    expect(disagreements.map(({ endpoint, blockNumber, kind }) => [endpoint, blockNumber, kind])).toEqual([
      ["b", 5, "peers_differ"],
      ["a", 5, "peers_differ"],
    ]);
    expect(dropping.sent.filter(({ method }) => method === "eth_getLogs")).toHaveLength(1);
    expect((await open([at("a"), whole], "peers").getRange(2, 8, FAKE_FILTER)).level).toBe("peers");
  });

  it.each<[string, Fault, string]>([
    [
      "another block's hash on a log",
      onMethod("eth_getLogs", (r) => ({
        result: listOf(r).map((l) => Object.assign(l as object, { blockHash: `0x${"77".repeat(32)}` })),
      })),
      "answer_inconsistent",
    ],
    [
      "headers off by one",
      onMethod("eth_getBlockByNumber", (_, c) => ({ result: chain[Number(c.params[0]) - 1]?.block ?? null })),
      "answer_inconsistent",
    ],
    ["null instead of logs", onMethod("eth_getLogs", () => ({ result: null })), "endpoint_malformed_answer"],
    ["null instead of a header", onMethod("eth_getBlockByNumber", () => ({ result: null })), "block_not_available"],
    [
      "a removed log",
      onMethod("eth_getLogs", (r) => ({ result: listOf(r).map((l) => Object.assign(l as object, { removed: true })) })),
      "answer_inconsistent",
    ],
    ["logs in reverse", onMethod("eth_getLogs", (r) => ({ result: listOf(r).reverse() })), "answer_inconsistent"],
    ["a web page", { text: (text) => (text.includes("logsBloom") ? "<html>" : text) }, "endpoint_not_json"],
    [
      "one answer short",
      {
        text: (text) => (text.includes("logsBloom") ? JSON.stringify((JSON.parse(text) as unknown[]).slice(1)) : text),
      },
      "endpoint_malformed_answer",
    ],
  ])("refuses %s, and has the next endpoint to ask", async (_, fault, code) => {
    await expect(open([at("a", fault)]).getRange(1, 8, FAKE_FILTER)).rejects.toEqual(failure(code));
    expect((await open([at("a", fault), at("b")]).getRange(1, 8, FAKE_FILTER)).endpoint).toBe("b");
  });

  it("takes Polygon's state-sync logs, which no bloom holds, and another chain's no more than before", async () => {
    const [address] = FAKE_FILTER.addresses;
    const deposit = {
      address,
      topics: [FAKE_FILTER.topics0[0], `0x${"77".repeat(32)}`],
      data: "0x01",
      blockNumber: "0x8",
      blockHash: refOf(8).hash,
      transactionHash: stateSyncHash(refOf(8)),
      transactionIndex: "0x2",
      logIndex: "0x4",
    };
    const bor = onMethod("eth_getLogs", (reply) => ({ result: [...listOf(reply), deposit] }));
    await expect(open([at("a", bor)]).getRange(7, 8, FAKE_FILTER)).rejects.toThrow("ruled out by the block's bloom");
    node.chainId = polygon.id;
    const { logs, level } = await open([at("a", bor)], polygon.verify, polygon).getRange(7, 8, FAKE_FILTER);
    expect([logs.at(-1)?.transactionHash, level]).toEqual([deposit.transactionHash, "bloom"]);
  });

  it("sees a reorg between two answers of one range as a contradiction", async () => {
    const torn = onMethod("eth_getBlockByNumber", (reply, { params }) => {
      const number = Number(params[0]);
      return number >= 8 ? { result: fork[number]?.block } : reply;
    });
    await expect(open([at("a", torn)]).getRange(4, 10, FAKE_FILTER)).rejects.toEqual(failure("answer_inconsistent"));
  });

  it("is refused by an endpoint that lags, and read from one that does not", async () => {
    const behind = createFakeNode(chain);
    behind.head = 5;
    const lagging = createMemoryTransport("slow", behind);
    await expect(open([lagging]).getRange(4, 8, FAKE_FILTER)).rejects.toEqual(failure("block_not_available"));
    expect((await open([lagging, at("b")]).getRange(4, 8, FAKE_FILTER)).endpoint).toBe("b");
  });
});

describe("getBlock", () => {
  it("recomputes the header's hash under the proof policy", async () => {
    const forged = onMethod("eth_getBlockByNumber", (reply) =>
      "result" in reply ? { result: Object.assign(reply.result as object, { timestamp: "0x1" }) } : reply,
    );
    await expect(open([at("a", forged)], "proof").getBlock(4)).rejects.toEqual(failure("answer_inconsistent"));
    expect((await open([at("a", forged)], "bloom").getBlock(4)).time).toBe(1);
  });
});

describe("proveBlock", () => {
  it("is proven by a second endpoint's hash, self-consistent without one", async () => {
    expect((await open([at("a"), at("b")], "proof").proveBlock(refOf(5), FAKE_FILTER)).level).toBe("proven");
    expect((await open([at("a")], "proof").proveBlock(refOf(5), FAKE_FILTER)).level).toBe("self_consistent");
    const down = at("b", { text: () => "<html>" });
    expect((await open([at("a"), down], "proof").proveBlock(refOf(5), FAKE_FILTER)).level).toBe("self_consistent");
    const foreign = createMemoryTransport("b", createFakeNode(chain, 56));
    expect((await open([at("a"), foreign], "proof").proveBlock(refOf(5), FAKE_FILTER)).level).toBe("self_consistent");
  });

  it("refuses and records a block that another endpoint does not have at that height", async () => {
    const forked = createMemoryTransport("b", createFakeNode(fork));
    await expect(open([at("a"), forked], "proof").proveBlock(refOf(7), FAKE_FILTER)).rejects.toEqual(
      failure("answer_inconsistent"),
    );
    expect(disagreements).toEqual([
      {
        endpoint: "b",
        blockNumber: 7,
        kind: "peer_hash",
        detail: { blockHash: fork[7]?.block.hash, provenHash: refOf(7).hash, provenBy: "a" },
      },
    ]);
    expect((await open([at("a"), forked], "proof").proveBlock(refOf(5), FAKE_FILTER)).level).toBe("proven");
  });

  it("does not prove a block that its own endpoint has replaced", async () => {
    const sidelined = onMethod("eth_getBlockByHash", () => ({ result: fork[7]?.block }));
    const hash = fork[7]?.block.hash as BlockRef["hash"];
    await expect(open([at("a", sidelined)]).proveBlock({ number: 7, hash }, FAKE_FILTER)).rejects.toEqual(
      failure("answer_inconsistent"),
    );
    expect(disagreements).toEqual([]);
  });

  it("records receipts that do not hash to the header, and proves from the next endpoint", async () => {
    const short = onMethod("eth_getBlockReceipts", (reply) => {
      for (const receipt of listOf(reply) as RawBlock["receipts"]) receipt.logs.pop();
      return reply;
    });
    const proof = await open([at("a", short), at("b")], "proof").proveBlock(refOf(4), FAKE_FILTER);
    expect(proof).toMatchObject({ endpoint: "b", level: "proven" });
    expect(disagreements).toEqual([expect.objectContaining({ endpoint: "a", blockNumber: 4, kind: "receipts_root" })]);
  });

  it("gathers receipts one by one where the endpoint has no block receipts", async () => {
    node.missingMethods.add("eth_getBlockReceipts");
    const expected = await open([createMemoryTransport("b", createFakeNode(chain))]).proveBlock(refOf(8), FAKE_FILTER);
    const proof = await open([at("b")]).proveBlock(refOf(8), FAKE_FILTER);
    expect(proof).toEqual(expected);
    expect(proof.logs).toHaveLength(2);
    node.missingMethods.add("eth_getTransactionReceipt");
    await expect(open([at("b")]).proveBlock(refOf(8), FAKE_FILTER)).rejects.toEqual(failure("proof_unavailable"));
  });

  it("asks by number where the endpoint takes no hash", async () => {
    const byNumberOnly = onMethod("eth_getBlockReceipts", (reply, { params }) =>
      String(params[0]).length === 66 ? { error: { code: -32602, message: "invalid block number" } } : reply,
    );
    expect((await open([at("a", byNumberOnly)]).proveBlock(refOf(8), FAKE_FILTER)).logs).toHaveLength(2);
  });
});
