import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { demo } from "@redflag/domain/chains/demo";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { observeHead } from "@redflag/ingest/observe-head";
import { openChain } from "@redflag/ingest/open-chain";
import { planReads } from "@redflag/ingest/plan-reads";
import { proveRange } from "@redflag/ingest/prove-range";
import { readRange } from "@redflag/ingest/read-range";
import { createLogger } from "@redflag/runtime/logger";
import { InputCache } from "@redflag/screen/input-cache";
import { rebuildLane } from "@redflag/screen/rebuild";
import { screenLane } from "@redflag/screen/screen-lane";
import { streamAlerts } from "@redflag/store/alert-read";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { findLane, insertLane } from "@redflag/store/lane";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll, expect, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";

const LISTED = 900;
const PAYER = 10;
const AMOUNT = 1_250_000_000n;

const directory = await mkdtemp(join(tmpdir(), "redflag-reorg-"));
const anvil = await startAnvil({ logFile: join(directory, "anvil.log") });
const net = openDevnet({ url: anvil.url, cacheDir: join(directory, "contracts") });
const db = await openTestDatabase();
const deps = openChain(
  demo,
  { endpoints: [anvil.url] },
  { db, logger: createLogger({ service: "test", level: "error" }) },
);
const inputs = new InputCache();
afterAll(async () => {
  await deps.source.close();
  await net.close();
  await anvil.stop();
  await rm(directory, { recursive: true, force: true });
});

/** What the processes do between two polls, until nothing is left to do. */
async function catchUp({ chain }: IngestDeps): Promise<void> {
  await observeHead(deps);
  for (const { from, to } of await planReads(db, chain)) await readRange(deps, from, to);
  const { number } = await net.getHead();
  const unproven = await listUnprovenCoverage(db.kysely, chain.id, { from: 0, to: number });
  for (const { fromBlock, toBlock } of unproven) await proveRange(deps, fromBlock, toBlock);
  await screenLane({ db, inputs, policyOf: (c) => c.verify }, chain);
}

async function listAlerts() {
  return Array.fromAsync(streamAlerts(db.kysely, { chainId: demo.id, withdrawn: true }));
}

test("a reorg that removes a listed payment withdraws its alert; one that re-includes it reinstates the same id", async () => {
  await net.deploy();
  await net.issue("usdt", AMOUNT * 10n);
  await net.mine();
  await net.transfer({ token: "usdt", from: 0, to: PAYER, amount: AMOUNT * 5n });
  const funded = await net.mine();
  await insertLane(db.kysely, demo.id, funded.number + 1);
  const entry = {
    address: net.account(LISTED),
    family: "eip155",
    category: "terrorist_financing",
    severity: "SEVERE",
    authority: "Test (fictional)",
    confidence: 100,
    sharing: "TLP:CLEAR",
  } as const;
  const list = { id: "test", title: "Test", authority: "Test (fictional)" };
  await importListVersion(db, { list, entries: [entry], source: "test" });

  const paid = await net.transfer({ token: "usdt", from: PAYER, to: LISTED, amount: AMOUNT });
  await net.mine(2);
  await catchUp(deps);
  const [first] = await listAlerts();
  expect(first).toMatchObject({
    alert: { state: "provisional", severity: "SEVERE" },
    evidence: [{ transfer: { txHash: paid } }],
  });

  const { dropped } = await net.reorg(2, { drop: [paid] });
  await catchUp(deps);
  expect(await listAlerts()).toMatchObject([{ alert: { id: first?.alert.id, state: "withdrawn" }, evidence: [] }]);

  for (const signed of dropped) expect(await net.broadcast(signed)).toBe(paid);
  await net.mine();
  await catchUp(deps);
  expect(await listAlerts()).toMatchObject([{ alert: { id: first?.alert.id, state: "provisional" } }]);

  await net.mine(13);
  await catchUp(deps);
  // What was read since the last look is final at the next one.
  await catchUp(deps);
  expect(await listAlerts()).toMatchObject([{ alert: { id: first?.alert.id, state: "final", evidenceCount: 1 } }]);
  expect(await rebuildLane(db, inputs, demo)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
});

test("a reorg that came while nobody looked is followed before anything above it is called final", async () => {
  const paid = await net.transfer({ token: "usdt", from: PAYER, to: LISTED, amount: AMOUNT });
  const block = await net.mine();
  await catchUp(deps);
  await net.reorg(1, { drop: [paid] });
  await net.mine(30);

  // The far tip is seen, and screening runs, before a single block of the gap is read.
  await observeHead(deps);
  await screenLane({ db, inputs, policyOf: (c) => c.verify }, demo);
  await catchUp(deps);

  const lane = await findLane(db.kysely, demo.id);
  expect(lane?.stopped).toBeUndefined();
  expect(lane?.finalPosition).toBeGreaterThan(block.number);
  const standing = (await listAlerts()).flatMap(({ evidence }) => evidence.map(({ transfer }) => transfer.txHash));
  expect(standing).not.toContain(paid);
});
