import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { createEvmSource } from "@redflag/chain/evm-source";
import type { VerifyPolicy } from "@redflag/domain/chain";
import { demo } from "@redflag/domain/chains/demo";
import type { AddressEntry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { createLogger } from "@redflag/runtime/logger";
import { findCoverageOf, listUnprovenCoverage } from "@redflag/store/coverage-read";
import { listDisagreements } from "@redflag/store/disagreement";
import { findLane, insertLane } from "@redflag/store/lane";
import { upsertTip } from "@redflag/store/tip";
import { listTransfers } from "@redflag/store/transfer-read";
import { importListVersion } from "@redflag/store/watchlist";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { CONTRACT_CACHE } from "../../../tests/contract-cache.ts";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { askForListed, joinRows } from "./ask-for-listed.ts";
import { checkStretch } from "./check-stretch.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { ingestRange } from "./ingest-range.ts";
import { createLyingEndpoint, type Lie, type RawLog } from "./testing/lying-endpoint.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-listed-"));
const anvil = await startAnvil({ logFile: join(directory, "anvil.log") });
const devnet = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
// Here and not in `beforeAll`, where it would not be heard and the node would live on.
afterAll(async () => {
  await devnet.close();
  await anvil.stop();
  rmSync(directory, { recursive: true });
});
const db = await openTestDatabase();
const logger = createLogger({ service: "test", level: "silent" });
const LISTED = devnet.account(900);
const FROM = 1;
let to = 0;
/** To the listed address: one that every endpoint shows, and one that liars leave out. */
let shown: Hash;
let omitted: Hash;

beforeAll(async () => {
  await devnet.deploy();
  await devnet.issue("usdt", 1_000_000_000n);
  await devnet.mine();
  const pay = (account: number) => devnet.transfer({ token: "usdt", from: 0, to: account, amount: 5n });
  for (let i = 0; i < 4; i++) {
    await pay(20 + i);
    await devnet.mine(7);
  }
  shown = await pay(900);
  await devnet.mine(9);
  omitted = await pay(900);
  await pay(30);
  await devnet.mine(15);
  to = (await devnet.getHead()).number;
});

let chain = demo;
const endpoints = new Map<string, ReturnType<typeof createLyingEndpoint>>();
beforeEach(async () => {
  chain = { ...chain, id: chain.id + 1 };
  endpoints.clear();
  await list(LISTED);
  await callFinal(to);
});

async function callFinal(finalizedNumber: number): Promise<void> {
  await upsertTip(db.kysely, chain.id, { head: { number: to, hash: `0x${"1".repeat(64)}` }, finalizedNumber });
}

const ENTRY: Omit<AddressEntry, "address"> = {
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "An authority",
  confidence: 100,
  sharing: "TLP:CLEAR",
};
async function list(...addresses: AddressEntry["address"][]) {
  const entries = addresses.map((address) => ({ ...ENTRY, address }));
  await importListVersion(db, {
    list: { id: "test", title: "Test", authority: "An authority" },
    entries,
    source: "test",
  });
}

/** Endpoints in this order. */
function depsOf(lies: Readonly<Record<string, Lie>>, policy: VerifyPolicy = "proof"): IngestDeps {
  const transports = Object.entries(lies).map(([name, lie]) => {
    const endpoint = createLyingEndpoint(name, anvil.url, chain.id, lie);
    endpoints.set(name, endpoint);
    return endpoint;
  });
  const source = createEvmSource({ chain, policy, transports });
  return { db, chain, source, policy, logger, sampleSecret: "test" };
}

const leaveOut: Lie = { logs: (logs) => logs.filter(({ transactionHash }) => transactionHash !== omitted) };
const isByTopic = (call: { params: readonly unknown[] }) => (call.params[0] as { topics: unknown[] }).topics.length > 1;
const byTopic = (alter: (logs: RawLog[]) => unknown[]): Lie => ({
  logs: (logs, call) => (isByTopic(call) ? alter(logs) : logs),
});
const ingest = (deps: IngestDeps) => ingestRange(deps, { from: FROM, to }, () => {});

async function hashesHeld(): Promise<Hash[]> {
  return (await listTransfers(db.kysely, chain.id, FROM, to)).map(({ txHash }) => txHash);
}
async function listCaught(): Promise<string[]> {
  const caught = await listDisagreements(db.kysely, chain.id, 99);
  return caught.map(({ endpoint, kind, detail }) => `${endpoint} ${kind} ${detail.transaction ?? ""}`.trim()).sort();
}
const listedOf = async (block: number) => (await findCoverageOf(db.kysely, chain.id, block))?.listed;

test("a payment of a listed address that a backfill's endpoint leaves out is found, mended, and held against it", async () => {
  await ingest(depsOf({ liar: leaveOut, honest: {} }));
  expect(await hashesHeld()).toContain(omitted);
  expect(await listCaught()).toEqual(["liar ledger_contradicts_proof", `liar listed_log_omitted ${omitted}`]);
  expect(await listUnprovenCoverage(db.kysely, chain.id, { from: FROM, to })).toEqual([]);
  for (const block of [FROM, to]) {
    const listed = await listedOf(block);
    expect(listed).toMatchObject({ endpoint: "honest" });
    expect(listed?.shortfall).toBeUndefined();
  }
});

test("where nothing is proven afterwards it is asked all the same", async () => {
  await ingest(depsOf({ liar: leaveOut, honest: {} }, "bloom"));
  expect(await hashesHeld()).toContain(omitted);
  expect(await listCaught()).toContain(`liar listed_log_omitted ${omitted}`);
});

test("with one endpoint nobody can be asked, which coverage says and which fails nothing", async () => {
  await ingest(depsOf({ liar: leaveOut }, "bloom"));
  expect(await hashesHeld()).not.toContain(omitted);
  expect(await listedOf(to)).toMatchObject({ shortfall: "there is no other endpoint to ask" });
  expect((await listedOf(to))?.endpoint).toBeUndefined();
  expect(await askForListed(depsOf({ liar: leaveOut, honest: {} }, "bloom"), { from: FROM, to })).toBe(to);
  expect(await hashesHeld()).toContain(omitted);
  expect((await listedOf(to))?.shortfall).toBeUndefined();
});

test("another endpoint that cannot answer holds nothing up", async () => {
  await ingest(depsOf({ honest: {}, other: { isDown: true } }, "bloom"));
  expect(await listedOf(to)).toMatchObject({
    shortfall: expect.stringContaining("no other endpoint could answer: Endpoint refused the request: other: "),
  });
});

test("what the other endpoint makes up is held against it and changes nothing", async () => {
  const forge = byTopic((logs) => logs.map((log) => ({ ...log, data: `0x${"7".padStart(64, "0")}` })));
  await ingest(depsOf({ honest: {}, forger: forge }, "bloom"));
  expect(await hashesHeld()).toContain(omitted);
  expect(await listCaught()).toEqual(
    [shown, omitted].map((transaction) => `forger listed_log_invented ${transaction}`).sort(),
  );
  expect(await listedOf(to)).toMatchObject({
    endpoint: "forger",
    shortfall: expect.stringContaining("the answer of forger was itself shown to be wrong"),
  });
});

test("so is what it leaves out, by what is proven", async () => {
  await ingest(depsOf({ honest: {}, forgetful: leaveOut }, "bloom"));
  expect(await listCaught()).toEqual([`forgetful listed_log_omitted ${omitted}`]);
  expect(await hashesHeld()).toContain(omitted);
});

test("above what the chain calls final nobody is named: it may be another branch's", async () => {
  await callFinal(0);
  await ingest(depsOf({ honest: {}, laggard: leaveOut }, "bloom"));
  expect(await listCaught()).toEqual([]);
  expect(await listedOf(to)).toMatchObject({ shortfall: expect.stringContaining("may be another branch's") });
});

test("what no endpoint can prove is kept open in words, and neither side is named", async () => {
  const lacks = ["eth_getBlockReceipts", "eth_getTransactionReceipt"];
  await ingest(depsOf({ liar: { ...leaveOut, lacks }, honest: { lacks } }));
  expect(await hashesHeld()).not.toContain(omitted);
  expect(await listCaught()).toEqual([]);
  expect(await listedOf(to)).toMatchObject({
    shortfall: expect.stringMatching(/honest gives 1 payments of listed addresses, the ledger held 0; which is right/),
  });
  const row = await findCoverageOf(db.kysely, chain.id, to);
  expect(row).toMatchObject({ level: "bloom", shortfall: expect.stringContaining("do not give the same logs") });
  await checkStretch(depsOf({ honest: {} }), FROM, to);
  const raised = await findCoverageOf(db.kysely, chain.id, to);
  expect([raised?.level, raised?.shortfall]).toEqual(["self_consistent", undefined]);
});

test("what was asked with the same addresses is not asked again; a new list is", async () => {
  const deps = depsOf({ honest: {}, other: {} }, "bloom");
  await ingest(deps);
  const other = endpoints.get("other");
  const count = other?.asked.length ?? 0;
  expect(count).toBeGreaterThan(0);
  expect(await askForListed(deps, { from: FROM, to })).toBe(0);
  expect(other?.asked).toHaveLength(count);
  await list(LISTED, devnet.account(30));
  expect(await askForListed(deps, { from: FROM, to })).toBe(to);
});

test("a payment that was left out below what is final stops the lane", async () => {
  await ingest(depsOf({ liar: leaveOut }, "bloom"));
  await insertLane(db.kysely, chain.id, to + 1);
  await db.pool.query("update lane set start_block = $2 where chain_id = $1", [chain.id, FROM]);
  const deps = depsOf({ liar: leaveOut, honest: {} }, "bloom");
  await expect(askForListed(deps, { from: FROM, to })).rejects.toMatchObject({ code: "reorg_below_final" });
  expect((await findLane(db.kysely, chain.id))?.stopped?.reason).toContain("are final");
  expect(await hashesHeld()).not.toContain(omitted);
});

test("rows are joined into questions that cover them once, in order, within the span and the bound", () => {
  const lengths = fc.array(
    fc.record({ length: fc.integer({ min: 1, max: 6_000 }), gap: fc.nat(1), by: fc.constantFrom("a", "b") }),
  );
  fc.assert(
    fc.property(lengths, fc.nat(20_000), fc.nat(20_000), (parts, from, width) => {
      let next = 0;
      const rows = parts.map(({ length, gap, by }) => {
        const fromBlock = next + gap;
        next = fromBlock + length;
        return { fromBlock, toBlock: next - 1, endpoint: by };
      });
      const span = { from, to: from + width };
      const inSpan = rows.filter((row) => row.toBlock >= span.from && row.fromBlock <= span.to);
      const stretches = joinRows(inSpan, span);
      const blocks = (spans: ReadonlyArray<{ from: number; to: number; endpoint: string }>) =>
        spans.flatMap((one) =>
          Array.from({ length: one.to - one.from + 1 }, (_, i) => `${one.from + i} ${one.endpoint}`),
        );
      const meant = inSpan.map(({ fromBlock, toBlock, endpoint }) => ({
        from: Math.max(fromBlock, span.from),
        to: Math.min(toBlock, span.to),
        endpoint,
      }));
      expect(blocks(stretches)).toEqual(blocks(meant));
      for (const stretch of stretches) expect(stretch.to - stretch.from + 1).toBeLessThanOrEqual(5_000);
    }),
    { numRuns: 60 },
  );
});
