import type { ChainSource } from "@redflag/chain/source";
import { buildFakeTronChain, type RawTronBlock } from "@redflag/chain/testing/fake-tron-chain";
import { answerTron, createFakeTronNode, type FakeTronNode } from "@redflag/chain/testing/fake-tron-node";
import { createTextTransport } from "@redflag/chain/testing/text-transport";
import { createVirtualClock } from "@redflag/chain/testing/virtual-clock";
import { createTronSource } from "@redflag/chain/tron-source";
import { tron } from "@redflag/domain/chains/tron";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { createLogger } from "@redflag/runtime/logger";
import { findCoverageOf, listUnprovenCoverage } from "@redflag/store/coverage-read";
import { insertDisagreement, listDisagreements } from "@redflag/store/disagreement";
import { findLane, insertLane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";
import { findRewindAfter } from "@redflag/store/rewind";
import { listTransfers } from "@redflag/store/transfer-read";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { ingestRange } from "./ingest-range.ts";
import { proveRange } from "./prove-range.ts";
import { readRange } from "./read-range.ts";

const REAL = 56_805_000;
const [FROM, TO] = [REAL - 7, REAL + 4];
const db = await openTestDatabase();
const blocks = buildFakeTronChain(TO - FROM + 1);
/** The block of the real payments without its logs. */
const forgetful = blocks.map((block, i): RawTronBlock => (i === REAL - FROM ? { ...block, logs: [] } : block));

const clock = createVirtualClock();
let chain = tron;
let nodes: Map<string, FakeTronNode>;
let asked: string[];
let caught: Promise<unknown>[];
beforeEach(() => {
  chain = { ...chain, id: chain.id + 1 };
  nodes = new Map();
  asked = [];
  caught = [];
});

/** Endpoints by name; those without a node are down until one is put there. */
function depsOf(...names: string[]): IngestDeps {
  const transports = names.map((name) =>
    createTextTransport(name, (request) => {
      asked.push(name);
      const node = nodes.get(name);
      return node === undefined ? "<html>" : answerTron(node, request);
    }),
  );
  const source: ChainSource = createTronSource({
    chain,
    policy: "peers",
    transports,
    clock,
    onDisagreement: (disagreement) => caught.push(insertDisagreement(db.kysely, chain.id, disagreement)),
  });
  const logger = createLogger({ service: "test", level: "silent" });
  return { db, chain, source, policy: "peers", logger, sampleSecret: "test" };
}

/** After a while in which whatever rested has rested enough. */
function start(name: string, change: Partial<FakeTronNode> = {}): void {
  clock.pass(60_000);
  nodes.set(name, { ...createFakeTronNode(blocks), chainId: chain.id, ...change });
}

/** What is still being recorded when a test ends would meet a closed database. */
afterEach(async () => {
  await Promise.all(caught);
});

/** Level of each stretch: [from, to, level] with block numbers counted from the first. */
async function listLevels() {
  const rows = await listUnprovenCoverage(db.kysely, chain.id, { from: FROM, to: TO });
  return rows.map(({ fromBlock, toBlock, level }) => [fromBlock - FROM, toBlock - FROM, level]);
}
async function listCaught(): Promise<string[]> {
  await Promise.all(caught);
  const disagreements = await listDisagreements(db.kysely, chain.id, 9);
  return disagreements.map(({ endpoint, kind }) => `${endpoint} ${kind}`).sort();
}
const countReal = async () => (await listTransfers(db.kysely, chain.id, REAL, REAL)).length;
const LAST = TO - FROM;

test("two endpoints that agree leave nothing to compare later", async () => {
  start("a");
  start("b");
  await ingestRange(depsOf("a", "b"), { from: FROM, to: TO }, () => {});
  expect(await listLevels()).toEqual([[0, LAST, "peers"]]);
  asked = [];
  expect(await proveRange(depsOf("a", "b"), FROM, TO)).toBe(0);
  expect(asked).toEqual([]);
});

test("what one endpoint alone said is raised once another says the same, and only the other is asked", async () => {
  start("a");
  const deps = depsOf("a", "b");
  await ingestRange(deps, { from: FROM, to: TO }, () => {});
  expect(await listLevels()).toEqual([[0, LAST, "unproven"]]);
  await expect(proveRange(deps, FROM, TO)).rejects.toMatchObject({ code: "endpoint_not_json" });
  start("b");
  asked = [];
  expect(await proveRange(deps, FROM, TO)).toBe(LAST + 1);
  expect(new Set(asked)).toEqual(new Set(["b"]));
  expect(await listLevels()).toEqual([[0, LAST, "peers"]]);
});

test("a lone endpoint is asked nothing again, and its word stays what it is", async () => {
  start("a");
  const deps = depsOf("a");
  await readRange(deps, FROM, TO);
  asked = [];
  expect(await proveRange(deps, FROM, TO)).toBe(0);
  expect([asked, await listLevels()]).toEqual([[], [[0, LAST, "unproven"]]]);
});

test("a peer that takes less at a time is asked for less", async () => {
  start("a");
  const deps = depsOf("a", "b");
  await readRange(deps, FROM, TO);
  start("b", { logsMax: 4 });
  expect(await proveRange(deps, FROM, TO)).toBe(LAST + 1);
  expect(await listLevels()).toEqual([[0, LAST, "peers"]]);
});

test("logs that were left out while nobody could contradict are put back once two endpoints give them", async () => {
  start("a", { blocks: forgetful });
  const deps = depsOf("a", "b", "c");
  await readRange(deps, FROM, TO);
  expect(await countReal()).toBe(0);
  start("b");
  start("c");
  expect(await proveRange(deps, FROM, TO)).toBe(LAST + 1);
  expect(await countReal()).toBe(4);
  expect(await listLevels()).toEqual([[0, LAST, "peers"]]);
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toMatchObject({ forkBlock: REAL - 1 });
  expect(await listCaught()).toEqual(["a ledger_contradicts_peers", "a peers_differ"]);
});

test("logs that an older filter did not ask for are put in once two endpoints give them, and nobody is blamed", async () => {
  start("a", { blocks: forgetful });
  const deps = depsOf("a", "b");
  await readRange(deps, FROM, TO);
  const narrower = logFilterDigest({ ...logFilterFor("tron"), addresses: [] });
  const values = [Buffer.from(narrower.slice(2), "hex"), chain.id];
  await db.pool.query("update coverage set filter = $1 where chain_id = $2", values);
  start("a");
  start("b");
  expect(await proveRange(deps, FROM, TO)).toBe(LAST + 1);
  expect(await countReal()).toBe(4);
  expect(await listCaught()).toEqual([]);
  const filter = logFilterDigest(logFilterFor("tron"));
  for (const number of [FROM, REAL, TO]) {
    expect(await findCoverageOf(db.kysely, chain.id, number)).toMatchObject({ level: "peers", filter });
  }
});

test("what is final and was asked for less stays, the lane goes on, and what lies above it is compared", async () => {
  start("a", { blocks: forgetful });
  const deps = depsOf("a", "b");
  await readRange(deps, FROM, TO);
  await db.pool.query("update coverage set filter = null where chain_id = $1", [chain.id]);
  await insertLane(db.kysely, chain.id, REAL + 1);
  await db.pool.query("update lane set start_block = $2 where chain_id = $1", [chain.id, FROM]);
  start("a");
  start("b");
  expect(await proveRange(deps, FROM, TO)).toBe(TO - REAL);
  expect(await countReal()).toBe(0);
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
  expect(await listLevels()).toEqual([
    [0, REAL - FROM, "unproven"],
    [REAL - FROM + 1, LAST, "peers"],
  ]);
});

test("a false time that was taken on one word is put right, though its block and logs are the same", async () => {
  const late = blocks.map((each, i) => (i === 3 ? { ...each, block: { ...each.block, timestamp: "0x1" } } : each));
  start("a", { blocks: late });
  const deps = depsOf("a", "b", "c");
  await readRange(deps, FROM, TO);
  expect((await findBlock(db.kysely, chain.id, FROM + 3))?.time).toBe(1);
  start("b");
  start("c");
  expect(await proveRange(deps, FROM, TO)).toBe(LAST + 1);
  expect((await findBlock(db.kysely, chain.id, FROM + 3))?.time).toBe(Number(blocks[3]?.block.timestamp));
  expect(await listLevels()).toEqual([[0, LAST, "peers"]]);
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toMatchObject({ forkBlock: FROM + 2 });
  expect(await listCaught()).toEqual(["a ledger_contradicts_peers", "a peers_differ"]);
});

test("two that differ settle nothing: the block stays as it is called, both are named, and what is below is raised", async () => {
  start("a", { blocks: forgetful });
  const deps = depsOf("a", "b");
  await readRange(deps, FROM, TO);
  start("b");
  await expect(proveRange(deps, FROM, TO)).rejects.toMatchObject({ code: "answer_incomplete" });
  const levels = await listLevels();
  expect(levels.find(([from, to]) => Number(from) <= REAL - FROM && Number(to) >= REAL - FROM)?.[2]).toBe("unproven");
  expect(levels[0]).toEqual([0, 5, "peers"]);
  expect(await countReal()).toBe(0);
  expect(await listCaught()).toEqual(["a peers_differ", "b peers_differ"]);
});

test("a range that two endpoints answer differently is not stored, and all around it is", async () => {
  start("a", { blocks: forgetful });
  start("b");
  await expect(readRange(depsOf("a", "b"), FROM, TO)).rejects.toMatchObject({ code: "answer_incomplete" });
  expect(await countReal()).toBe(0);
  expect(await listLevels()).toEqual([
    [0, 5, "peers"],
    [6, 6, "peers"],
  ]);
});

test("a peer on another branch raises nothing; a reorg that two agree on is followed", async () => {
  start("a");
  const deps = depsOf("a", "b");
  await readRange(deps, FROM, TO);
  start("b", { blocks: buildFakeTronChain(blocks.length, { at: 9, salt: "fork" }) });
  await expect(proveRange(deps, FROM, TO)).rejects.toMatchObject({ code: "answer_inconsistent" });
  start("a", { blocks: buildFakeTronChain(blocks.length, { at: 9, salt: "fork" }) });
  expect(await proveRange(deps, FROM, TO)).toBe(0);
  expect(await listLevels()).toEqual([
    [0, 8, "unproven"],
    [9, LAST, "peers"],
  ]);
});
