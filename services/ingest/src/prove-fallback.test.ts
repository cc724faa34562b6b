import { createEvmSource } from "@redflag/chain/evm-source";
import { buildFakeChain } from "@redflag/chain/testing/fake-chain";
import { createFakeNode, type FakeNode } from "@redflag/chain/testing/fake-node";
import { createMemoryTransport } from "@redflag/chain/testing/memory-transport";
import type { RawBlock } from "@redflag/chain/testing/real-block";
import type { Chain } from "@redflag/domain/chain";
import { demo } from "@redflag/domain/chains/demo";
import { DEMO_USDC } from "@redflag/domain/log.samples";
import { createLogger } from "@redflag/runtime/logger";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { insertDisagreement, listDisagreements } from "@redflag/store/disagreement";
import { listTransfers } from "@redflag/store/transfer-read";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { ingestRange } from "./ingest-range.ts";
import { proveRange } from "./prove-range.ts";
import { readRange } from "./read-range.ts";

const db = await openTestDatabase();
const LENGTH = 41;
const RECEIPTS = ["eth_getBlockReceipts", "eth_getTransactionReceipt"];
let blocks: RawBlock[];
let caught: Promise<unknown>[];
let chain: Chain = demo;
beforeAll(async () => {
  blocks = await buildFakeChain(LENGTH, undefined, { token: DEMO_USDC, transactionCount: () => 1, logCount: 2 });
});
beforeEach(() => {
  chain = { ...demo, id: chain.id + 1 };
  caught = [];
});
afterEach(async () => {
  await Promise.all(caught);
});

function depsOf(nodes: Record<string, Partial<FakeNode>>, change: Partial<Chain> = {}): IngestDeps {
  chain = { ...chain, ...change };
  const source = createEvmSource({
    chain,
    policy: "proof",
    transports: Object.entries(nodes).map(([name, node]) =>
      createMemoryTransport(name, { ...createFakeNode(blocks, chain.id), ...node }),
    ),
    onDisagreement: (disagreement) => caught.push(insertDisagreement(db.kysely, chain.id, disagreement)),
  });
  const logger = createLogger({ service: "test", level: "silent" });
  return { db, chain, source, policy: "proof", logger, sampleSecret: "test" };
}

const without = (...methods: string[]): Partial<FakeNode> => ({ missingMethods: new Set(methods) });
/** Leaves the logs of block 5 out, whatever it is asked. */
const forgetful = () => ({ blocks: blocks.map((block, i) => (i === 5 ? { ...block, receipts: [] } : block)) });

async function listLevels() {
  const rows = await listUnprovenCoverage(db.kysely, chain.id, { from: 0, to: LENGTH }, undefined, ["unproven"]);
  return rows.map(({ fromBlock, toBlock, level }) => [fromBlock, toBlock, level]);
}

const blamed = async () => {
  await Promise.all(caught);
  return (await listDisagreements(db.kysely, chain.id, 9)).map(({ endpoint, kind }) => `${endpoint} ${kind}`).sort();
};

test("what one endpoint has no receipts for is proven at the next", async () => {
  const deps = depsOf({ a: without(...RECEIPTS), b: {} });
  await readRange(deps, 1, 9);
  expect(await proveRange(deps, 1, 9)).toBe(9);
  expect(await listLevels()).toEqual([[1, 9, "proven"]]);
});

test("what no endpoint has receipts for is compared, and called so", async () => {
  const deps = depsOf({ a: without(...RECEIPTS), b: without(...RECEIPTS) });
  await readRange(deps, 1, 9);
  expect(await proveRange(deps, 1, 9)).toBe(9);
  expect(await listLevels()).toEqual([[1, 9, "peers"]]);
});

test("with one endpoint it stays at what reading showed, and whoever asks hears why", async () => {
  const deps = depsOf({ a: without(...RECEIPTS) });
  await readRange(deps, 1, 9);
  await expect(proveRange(deps, 1, 9)).rejects.toMatchObject({ code: "proof_unavailable" });
  expect(await listLevels()).toEqual([[1, 9, "bloom"]]);
});

test("to redflag ingest that is no failure", async () => {
  const total = await ingestRange(depsOf({ a: without(...RECEIPTS) }), { from: 1, to: 9 }, () => {});
  expect(total.blocks).toBe(9);
  expect(await listLevels()).toEqual([[1, 9, "bloom"]]);
});

const SYNCED: Partial<Chain> = {
  unprovable: [{ class: "state_sync", beforeBlock: 8, everyBlocks: 4, why: "made up for this test" }],
};

test("blocks that the chain's file says no proof reaches are compared, those around them proven", async () => {
  const deps = depsOf({ a: {}, b: {} }, SYNCED);
  await readRange(deps, 1, 9);
  expect(await proveRange(deps, 1, 9)).toBe(9);
  expect(await listLevels()).toEqual([
    [1, 3, "proven"],
    [4, 4, "peers"],
    [5, 9, "proven"],
  ]);
});

test("with one endpoint those alone are left, and whoever asks again hears why", async () => {
  const deps = depsOf({ a: {} }, SYNCED);
  await readRange(deps, 1, 9);
  await expect(proveRange(deps, 1, 9)).rejects.toMatchObject({ code: "proof_unavailable" });
  const levels = [
    [1, 3, "self_consistent"],
    [4, 4, "bloom"],
    [5, 9, "self_consistent"],
  ];
  expect(await listLevels()).toEqual(levels);
  await expect(proveRange(deps, 4, 4)).rejects.toMatchObject({ code: "proof_unavailable" });
  expect(await listLevels()).toEqual(levels);
});

test("a long stretch that holds such a block is what all of it can be called, whether a sample met it or not", async () => {
  const deps = depsOf({ a: {}, b: {} }, SYNCED);
  await readRange(deps, 1, 40);
  await proveRange(deps, 1, 40);
  expect(await listLevels()).toEqual([[1, 40, "peers"]]);
});

test("with one endpoint such a long stretch stays as it was read, whether a sample met it or not", async () => {
  const deps = depsOf({ a: {} }, SYNCED);
  await readRange(deps, 1, 40);
  await expect(proveRange(deps, 1, 40)).rejects.toMatchObject({ code: "proof_unavailable" });
  expect(await listLevels()).toEqual([[1, 40, "bloom"]]);
});

test("early blocks are read though their headers are of another design, and compared", async () => {
  const early = blocks.map(({ block, receipts }) => ({ block: { ...block, difficulty: "0x7" }, receipts }));
  const change: Partial<Chain> = {
    unprovable: [{ class: "early_blocks", beforeBlock: 6, why: "made up for this test" }],
  };
  const deps = depsOf({ a: { blocks: early }, b: { blocks: early } }, change);
  await readRange(deps, 1, 5);
  expect(await proveRange(deps, 1, 5)).toBe(5);
  expect(await listLevels()).toEqual([[1, 5, "peers"]]);
  await expect(readRange(deps, 6, 6)).rejects.toMatchObject({ code: "answer_inconsistent" });
});

test("where no proof decides, two against one do: the liar's block is mended and it is accused", async () => {
  const liar = { ...without(...RECEIPTS), ...forgetful() };
  const deps = depsOf({ liar, b: without(...RECEIPTS), c: without(...RECEIPTS) });
  await readRange(deps, 1, 9);
  expect(await listTransfers(db.kysely, chain.id, 5, 5)).toEqual([]);
  expect(await proveRange(deps, 1, 9)).toBe(9);
  expect(await listTransfers(db.kysely, chain.id, 5, 5)).toHaveLength(1);
  expect(await listLevels()).toEqual([[1, 9, "peers"]]);
  expect(await blamed()).toEqual(["liar ledger_contradicts_peers", "liar peers_differ"]);
});

test("and two that differ settle nothing: the block is not called compared", async () => {
  const deps = depsOf({ liar: { ...without(...RECEIPTS), ...forgetful() }, b: without(...RECEIPTS) });
  await readRange(deps, 1, 9);
  await expect(proveRange(deps, 1, 9)).rejects.toMatchObject({ code: "answer_incomplete" });
  expect((await listLevels()).find(([from, to]) => Number(from) <= 5 && Number(to) >= 5)?.[2]).toBe("bloom");
});

test("a long stretch of an endpoint that was caught before is proven in full", async () => {
  const deps = depsOf({ a: {} });
  await readRange(deps, 1, 40);
  const accusation = { endpoint: "a", blockNumber: 9_999, detail: {} };
  await insertDisagreement(db.kysely, chain.id, { ...accusation, kind: "peers_differ" });
  expect(await proveRange(deps, 1, 40)).toBeLessThan(40);
  await insertDisagreement(db.kysely, chain.id, { ...accusation, kind: "receipts_root" });
  expect(await proveRange(deps, 1, 40)).toBe(40);
});
