import { buildFakeTronChain, type RawTronBlock, TRON_FILTER } from "@redflag/chain/testing/fake-tron-chain";
import { createFakeTronNode } from "@redflag/chain/testing/fake-tron-node";
import { serveTron } from "@redflag/chain/testing/serve-tron";
import { tron } from "@redflag/domain/chains/tron";
import type { Entry } from "@redflag/domain/entry";
import type { Hex } from "@redflag/domain/hex";
import { streamAlerts } from "@redflag/store/alert-read";
import { findCoverageOf } from "@redflag/store/coverage-read";
import type { Database } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { afterAll, expect, test, vi } from "vitest";
import { createTestDatabaseUrl } from "../test-database.ts";
import { listEvidence, openListedDatabase, runPipelineOn } from "./running-pipeline.ts";

const KEY = "11111111-2222-3333-4444-555555555555";
const OPTIONS = `#header=TRON-PRO-API-KEY:${KEY}&rps=200&batch=50`;
/** As long as a super representative's round may take to make a block solid. */
const SOLID_DEPTH = 19;
const LENGTH = 60;
const FORK_AT = 57;
const START = 5;

const chain = buildFakeTronChain(LENGTH);
const forked = buildFakeTronChain(LENGTH + 2, { at: FORK_AT, salt: "fork" });
const numberOf = (index: number) => Number(chain[index]?.block.number);
/** The first payment in USDT of each block that has one. */
const paymentsOf = (blocks: readonly RawTronBlock[]) =>
  blocks.flatMap(({ logs }) => logs.find(({ address }) => TRON_FILTER.addresses.includes(address)) ?? []);
const entries = [...new Set(paymentsOf([...chain, ...forked]).map(({ topics }) => topics[2]))].map(
  (topic): Entry => ({
    address: `0x${topic?.slice(26)}` as Hex,
    family: "tron",
    category: "terrorist_financing",
    severity: "SEVERE",
    authority: "Test (fictional)",
    confidence: 100,
    sharing: "TLP:CLEAR",
  }),
);
const hashesOf = (blocks: readonly RawTronBlock[]) => [
  ...new Set(paymentsOf(blocks).map(({ transactionHash }) => transactionHash)),
];

const nodes = [1, 2].map(() => ({ ...createFakeTronNode(chain.slice(0, START)), finalizedDepth: SOLID_DEPTH }));
const servers = await Promise.all(nodes.map((node) => serveTron(node, KEY)));
const databases: Database[] = [];
afterAll(async () => {
  for (const server of servers) server.close();
  for (const db of databases) await db.close();
});
const until = (condition: () => Promise<void>) => vi.waitFor(condition, { timeout: 150_000, interval: 20 });

async function openDatabase() {
  const url = await createTestDatabaseUrl();
  const db = await openListedDatabase(tron, url, numberOf(START), entries);
  databases.push(db);
  return { db, url };
}

test("TRON is followed live over two keyed endpoints: blocks come, become solid, and fork", async () => {
  const { db, url } = await openDatabase();
  const endpoints = servers.map((server) => `${server.url}${OPTIONS}`);
  const pipeline = await runPipelineOn(tron, url, endpoints);
  for (let length = START + 1; length <= LENGTH; length++) {
    // The second is a block behind the first until the first has nothing new.
    for (const [i, node] of nodes.entries()) node.blocks = chain.slice(0, length - i);
    if (length % 10 === 0) {
      const shared = chain.slice(START, length - 1);
      await until(async () => expect(await listEvidence(db, tron)).toEqual(expect.arrayContaining(hashesOf(shared))));
    }
  }
  for (const node of nodes) node.blocks = chain;
  await until(async () => expect(await listEvidence(db, tron)).toHaveLength(hashesOf(chain.slice(START)).length));
  await until(async () => {
    const lane = await findLane(db.kysely, tron.id);
    expect([lane?.headPosition, lane?.finalPosition]).toEqual([
      numberOf(LENGTH - 1),
      numberOf(LENGTH - 1 - SOLID_DEPTH),
    ]);
  });
  expect(await findCoverageOf(db.kysely, tron.id, numberOf(30))).toMatchObject({ level: "peers" });

  for (const node of nodes) node.blocks = forked;
  const standing = hashesOf(forked.slice(START)).sort();
  await until(async () => expect((await listEvidence(db, tron)).sort()).toEqual(standing));
  await pipeline.stop();

  // What java-tron would refuse was never asked, by anyone.
  for (const body of servers.flatMap(({ asked }) => asked)) {
    const calls = [JSON.parse(body)].flat() as Array<{ method: string; params: unknown[] }>;
    expect(calls.length).toBeLessThanOrEqual(50);
    expect(body).not.toMatch(/"(?:safe|pending|T[1-9A-HJ-NP-Za-km-z]{33})"/);
    for (const { method } of calls) expect(["eth_chainId", "eth_getBlockByNumber", "eth_getLogs"]).toContain(method);
  }
  expect(servers[0]?.asked.join()).toContain('"finalized"');
  expect(JSON.stringify(pipeline.told)).not.toContain(KEY);
});

test("one endpoint's word raises alerts that stay provisional, and coverage says unproven", async () => {
  const { db, url } = await openDatabase();
  const pipeline = await runPipelineOn(tron, url, [`${servers[0]?.url}${OPTIONS}`]);
  const standing = hashesOf(forked.slice(START)).sort();
  await until(async () => expect((await listEvidence(db, tron)).sort()).toEqual(standing));
  await pipeline.stop();
  expect(pipeline.told[0]?.msg).toMatch(
    /one endpoint has no peer, so nothing becomes final: .*REDFLAG_VERIFY_TRON=header/,
  );
  const alerts = await Array.fromAsync(streamAlerts(db.kysely, { chainId: tron.id, withdrawn: false }));
  expect(new Set(alerts.map(({ alert }) => alert.state))).toEqual(new Set(["provisional"]));
  expect((await findLane(db.kysely, tron.id))?.finalPosition).toBe(numberOf(START) - 1);
  expect(await findCoverageOf(db.kysely, tron.id, numberOf(30))).toMatchObject({ level: "unproven" });
});

test("a wrong key is told as the endpoint's refusal, without the key", async () => {
  const { url } = await openDatabase();
  const wrong = OPTIONS.replace(KEY, "99999999-wrong");
  const pipeline = await runPipelineOn(tron, url, [`${servers[0]?.url}${wrong}`]);
  await until(async () => expect(pipeline.told.map(({ code }) => code)).toContain("endpoint_http_status"));
  await pipeline.stop();
  expect(JSON.stringify(pipeline.told)).toMatch(/HTTP 401, ApiKey not exists: …/);
  expect(JSON.stringify(pipeline.told)).not.toContain("99999999-wrong");
});
