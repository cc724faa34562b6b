import type { VerifyPolicy } from "@redflag/domain/chain";
import { tron } from "@redflag/domain/chains/tron";
import { beforeEach, describe, expect, it } from "vitest";
import type { Disagreement } from "./disagreement.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";
import { openSource } from "./open-source.ts";
import { buildFakeTronChain, readTronTransfers, TRON_FILTER } from "./testing/fake-tron-chain.ts";
import { answerTron, createFakeTronNode, type FakeTronNode } from "./testing/fake-tron-node.ts";
import { createTextTransport } from "./testing/text-transport.ts";
import { createVirtualClock } from "./testing/virtual-clock.ts";

const REAL = 56_805_000;
const FIRST = REAL - 7;
const HEAD = REAL + 4;
const chain = buildFakeTronChain(HEAD - FIRST + 1);
let disagreements: Disagreement[];
beforeEach(() => {
  disagreements = [];
});

const failure = (code: string) => expect.objectContaining({ code });
const nodeWith = (change: Partial<FakeTronNode>) => ({ ...createFakeTronNode(chain), ...change });
const at = (name: string, node: FakeTronNode = nodeWith({})): RpcTransport =>
  createTextTransport(name, (request) => answerTron(node, request));
const open = (transports: RpcTransport[], policy: VerifyPolicy = "peers") =>
  openSource({
    chain: tron,
    policy,
    transports,
    onDisagreement: (d) => disagreements.push(d),
    clock: createVirtualClock(),
  });
/** A node whose JSON-RPC was off for a while: it leaves that time out without a word. */
const forgetful = () => nodeWith({ blocks: chain.map((each, i) => (i === 7 ? { ...each, logs: [] } : each)) });
const down = (name: string) => createTextTransport(name, () => "<html>");

describe("TRON source", () => {
  it("gives the real payments as they were made", async () => {
    const { logs, level, endpoint } = await open([at("a"), at("b")]).getRange(REAL, REAL, TRON_FILTER);
    expect([level, endpoint]).toEqual(["peers", "a"]);
    expect(logs).toMatchObject(
      readTronTransfers().map(({ log }) => ({ ...log, blockNumber: REAL, logIndex: Number(log.logIndex) })),
    );
  });

  it("takes finality from the tag", async () => {
    expect(await open([at("a")]).getTip()).toEqual({
      head: { number: HEAD, hash: chain.at(-1)?.block.hash },
      finalizedNumber: HEAD - 2,
    });
  });

  it("reads more than one request can hold in requests that java-tron takes", async () => {
    const length = 5_150;
    const long = nodeWith({ blocks: buildFakeTronChain(length) });
    const range = await open([at("a", long)], "header").getRange(FIRST, FIRST + length - 1, TRON_FILTER);
    expect(range.blocks).toHaveLength(length);
    expect(range.logs.filter(({ blockNumber }) => blockNumber === REAL)).toHaveLength(4);
    const logged = long.blocks.flatMap(({ logs }) =>
      logs.filter(({ address }) => TRON_FILTER.addresses.includes(address)),
    );
    expect(range.logs.map(({ transactionHash }) => transactionHash)).toEqual(
      logged.map(({ transactionHash }) => transactionHash),
    );
  });

  it.each<VerifyPolicy>(["proof", "bloom"])("cannot meet the policy %s, and says what it can", (policy) => {
    expect(() => open([at("a")], policy)).toThrow(failure("config_invalid"));
    expect(() => open([at("a")], policy)).toThrow(/REDFLAG_VERIFY_TRON .* give peers or header/);
  });

  it("bars a testnet for good", async () => {
    const nile = at("nile", nodeWith({ chainId: 0xcd8690dc }));
    await expect(open([nile]).getTip()).rejects.toThrow(/nile serves chain 3448148188, tron is chain 728126428/);
    await expect(open([nile]).getTip()).rejects.toEqual(failure("endpoint_wrong_chain"));
    expect((await open([nile, at("b")]).getRange(FIRST, HEAD, TRON_FILTER)).level).toBe("unproven");
  });

  it.each<[string, Partial<FakeTronNode>, string, RegExp]>([
    ["an exhausted node", { requestsLeft: 1 }, "endpoint_busy", /lack of computing resources/],
    ["too many results", { logsMax: 3 }, "endpoint_refused", /more than 3 results \(code -32005\)/],
    [
      "a head that fell behind",
      { blocks: chain.slice(0, -2) },
      "block_not_available",
      new RegExp(`no block ${HEAD - 1}$`),
    ],
  ])("names %s, and reads from the next endpoint", async (_, change, code, text) => {
    await expect(open([at("a", nodeWith(change))]).getRange(FIRST, HEAD, TRON_FILTER)).rejects.toEqual(failure(code));
    await expect(open([at("a", nodeWith(change))]).getRange(FIRST, HEAD, TRON_FILTER)).rejects.toThrow(text);
    const range = await open([at("a", nodeWith(change)), at("b")]).getRange(FIRST, HEAD, TRON_FILTER);
    expect(range).toMatchObject({ endpoint: "b", level: "unproven" });
  });
});

describe("the policy peers", () => {
  it("catches the endpoint that leaves logs out, whichever is asked first", async () => {
    for (const order of [
      [at("a", forgetful()), at("b")],
      [at("b"), at("a", forgetful())],
    ]) {
      const work = open(order).getRange(FIRST, HEAD, TRON_FILTER);
      await expect(work).rejects.toEqual(failure("answer_incomplete"));
      await expect(work).rejects.toThrow(new RegExp(`same logs of block ${REAL}: `));
    }
    expect(new Set(disagreements.map(({ endpoint }) => endpoint))).toEqual(new Set(["a", "b"]));
    expect((await open([at("a", forgetful()), at("b"), at("c")]).getRange(FIRST, HEAD, TRON_FILTER)).endpoint).toBe(
      "b",
    );
  });

  it("refuses two branches", async () => {
    const fork = nodeWith({ blocks: buildFakeTronChain(chain.length, { at: 9, salt: "fork" }) });
    await expect(open([at("a"), at("b", fork)]).getRange(FIRST, HEAD, TRON_FILTER)).rejects.toEqual(
      failure("answer_inconsistent"),
    );
  });

  it("is not met by one endpoint's word, and says so by the level", async () => {
    for (const transports of [[at("a")], [at("a"), down("b")], [down("b"), at("a")], [at("a"), at("a")]]) {
      const range = await open(transports).getRange(FIRST, HEAD, TRON_FILTER);
      expect(range).toMatchObject({ endpoint: "a", level: "unproven" });
    }
    await expect(open([down("a"), down("b")]).getRange(FIRST, HEAD, TRON_FILTER)).rejects.toEqual(
      failure("endpoint_not_json"),
    );
  });

  it("finds a peer of the endpoint that answered before", async () => {
    const source = open([at("a"), down("b"), at("c", forgetful())]);
    const peer = await source.findPeerRange("a", REAL, REAL, TRON_FILTER);
    expect(peer).toMatchObject({ endpoint: "c", level: "unproven", logs: [] });
    expect((await source.findPeerRange("c", REAL, REAL, TRON_FILTER))?.endpoint).toBe("a");
    expect(await open([at("a")]).findPeerRange("a", REAL, REAL, TRON_FILTER)).toBeUndefined();
    await expect(open([at("a"), down("b")]).findPeerRange("a", REAL, REAL, TRON_FILTER)).rejects.toEqual(
      failure("endpoint_not_json"),
    );
  });
});
