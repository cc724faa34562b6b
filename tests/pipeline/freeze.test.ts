import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { demo } from "@redflag/domain/chains/demo";
import type { Hash } from "@redflag/domain/hex";
import { observeHead } from "@redflag/ingest/observe-head";
import { openChain } from "@redflag/ingest/open-chain";
import { planReads } from "@redflag/ingest/plan-reads";
import { proveRange } from "@redflag/ingest/prove-range";
import { readRange } from "@redflag/ingest/read-range";
import { createLogger } from "@redflag/runtime/logger";
import { InputCache } from "@redflag/screen/input-cache";
import { rebuildLane } from "@redflag/screen/rebuild";
import { screenLane } from "@redflag/screen/screen-lane";
import { explainTransfer } from "@redflag/screen/why";
import { streamAlerts } from "@redflag/store/alert-read";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { listFreezeCounts, listFreezesOf } from "@redflag/store/freeze-read";
import { insertLane } from "@redflag/store/lane";
import { findTransfersOfTransaction } from "@redflag/store/transfer-read";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";

const [PAYER, FROZEN] = [10, 11];
const AMOUNT = 1_250_000_000n;

const directory = await mkdtemp(join(tmpdir(), "redflag-freeze-"));
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

/** One poll: what the processes do until nothing is left to do. */
async function poll(): Promise<void> {
  await observeHead(deps);
  for (const { from, to } of await planReads(db, demo)) await readRange(deps, from, to);
  const { number } = await net.getHead();
  for (const { fromBlock, toBlock } of await listUnprovenCoverage(db.kysely, demo.id, { from: 0, to: number })) {
    await proveRange(deps, fromBlock, toBlock);
  }
  await screenLane({ db, inputs, policyOf: (chain) => chain.verify }, demo);
}

async function pay(token: "usdt" | "usdc"): Promise<Hash> {
  const paid = await net.transfer({ token, from: PAYER, to: FROZEN, amount: AMOUNT });
  await net.mine();
  await poll();
  return paid;
}

async function standing() {
  const stored = await Array.fromAsync(streamAlerts(db.kysely, { chainId: demo.id, withdrawn: false }));
  return stored.map(({ alert, evidence }) => ({
    heuristic: alert.heuristic,
    subject: alert.subject,
    state: alert.state,
    payments: evidence.map(({ transfer }) => transfer.txHash),
    freezes: [...new Set(evidence.flatMap(({ reasons }) => reasons.map(({ entry }) => entry?.reference)))],
  }));
}

beforeAll(async () => {
  await net.deploy();
  await net.issue("usdt", AMOUNT * 100n);
  await net.issue("usdc", AMOUNT * 100n);
  await net.mine();
  for (const token of ["usdt", "usdc"] as const) {
    await net.transfer({ token, from: 0, to: PAYER, amount: AMOUNT * 20n });
  }
  const funded = await net.mine();
  await insertLane(db.kysely, demo.id, funded.number + 1);
});

test("a freeze counts from its block on for every token, until the issuer lifts it, and a reorg takes it back", async () => {
  const before = await pay("usdt");
  expect(await standing()).toEqual([]);

  const froze = await net.blacklist("usdt", FROZEN);
  const { number: frozenAt } = await net.mine();
  await poll();
  const account = net.account(FROZEN);
  expect(await listFreezesOf(db.kysely, account)).toMatchObject([
    { kind: "freeze", blockNumber: frozenAt, txHash: froze, isFinal: false },
  ]);
  expect(await listFreezeCounts(db.kysely)).toMatchObject([{ standing: 1, provisional: 1, lifted: 0 }]);

  const first = await pay("usdc");
  const second = await pay("usdt");
  const alert = { heuristic: "issuer-freeze", subject: account, state: "provisional", freezes: [froze] };
  expect(await standing()).toEqual([{ ...alert, payments: [first, second] }]);

  // Both payments and the freeze go; the payments come back on a branch without it.
  const { dropped } = await net.reorg(3, { drop: [froze, first, second] });
  for (const signed of dropped.slice(1)) await net.broadcast(signed);
  await net.mine();
  await poll();
  expect(await standing()).toEqual([]);
  expect(await listFreezesOf(db.kysely, account)).toEqual([]);

  const again = await net.blacklist("usdt", FROZEN);
  await net.mine();
  const third = await pay("usdt");
  expect(await standing()).toEqual([{ ...alert, freezes: [again], payments: [third] }]);

  await net.unblacklist("usdt", FROZEN);
  await net.mine();
  const free = await pay("usdt");
  expect(await standing()).toEqual([{ ...alert, freezes: [again], payments: [third] }]);

  await net.mine(13);
  await poll();
  await poll();
  expect(await standing()).toMatchObject([{ state: "final" }]);
  expect((await listFreezesOf(db.kysely, account)).map(({ kind, isFinal }) => [kind, isFinal])).toEqual([
    ["freeze", true],
    ["unfreeze", true],
  ]);
  expect(await listFreezeCounts(db.kysely)).toMatchObject([{ standing: 0, provisional: 0, lifted: 1 }]);
  expect(await rebuildLane(db, inputs, demo)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
  expect(await rebuildLane(db, new InputCache(), demo)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });

  for (const [tx, fired] of [
    [before, 0],
    [third, 1],
    [free, 0],
  ] as const) {
    const [transfer] = await findTransfersOfTransaction(db.kysely, demo.id, tx);
    if (transfer === undefined) throw new Error(`${tx} is in the ledger`);
    const said = await explainTransfer(db.kysely, inputs, demo, transfer);
    if (said.kind !== "screened") throw new Error("it is screened");
    const verdict = said.head.find(({ heuristic }) => heuristic === "issuer-freeze");
    expect(verdict?.fired).toHaveLength(fired);
    expect(verdict?.silent).toHaveLength(2 - fired);
  }
});
