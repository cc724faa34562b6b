import type { Address } from "@redflag/domain/address";
import { streamAlerts } from "@redflag/store/alert-read";
import { findCut } from "@redflag/store/cut";
import type { Database } from "@redflag/store/database";
import { listFreezeCounts, listFreezesOf } from "@redflag/store/freeze-read";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { beforeEach, expect, test, vi } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { SampleChain, sampleLane } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { shortMemory } = await import("./short-memory.ts");
  return shortMemory(await original());
});

const db: Database = await openTestDatabase();
const FROZEN: Address = `0x${"f1".repeat(20)}`;
const DAY_S = 86_400;
/** Another one each time: what was dropped does not come back. */
let chain = { ...sampleLane, partitionBlocks: 10 };
let inputs = new InputCache();

beforeEach(() => {
  const id = chain.id + 1;
  chain = { ...chain, id, caip2: `eip155:${id}` };
  inputs = new InputCache();
});

async function screen(sample: SampleChain, from: number): Promise<void> {
  await writeRange(db, chain, sample.range(from));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
}

/** Blocks of the payments that stand as evidence of a freeze, by alert. */
async function found(): Promise<number[][]> {
  const alerts = await Array.fromAsync(streamAlerts(db.kysely, { chainId: chain.id, withdrawn: false }));
  return alerts.map(({ alert, evidence }) => {
    expect(alert).toMatchObject({ heuristic: "issuer-freeze", subject: FROZEN });
    return evidence.map(({ block }) => block.number);
  });
}

test("what a backfill brings counts once the past is screened again from there, and not before", async () => {
  const sample = new SampleChain().say("freeze", FROZEN).mine().mine({ tx: "p3", to: FROZEN }).mine();
  await insertLane(db.kysely, chain.id, 3);
  await screen(sample, 3);
  expect(await found()).toEqual([]);

  await writeRange(db, chain, sample.range(1, 2));
  sample.mine({ tx: "p5", to: FROZEN });
  await screen(sample, 5);
  expect(await found()).toEqual([]);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ alerts: 0, repaired: [] });

  const report = await rescreenLane(db, inputs, chain, { startBlock: 1, policy: "header" });
  expect(report).toMatchObject({ generation: 2, startBlock: 1, alerts: 1 });
  expect(await found()).toEqual([[3, 5]]);
  sample.mine({ tx: "p6", to: FROZEN });
  await screen(sample, 6);
  expect(await found()).toEqual([[3, 5, 6]]);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
});

test("a freeze holds on when retention has dropped its block", async () => {
  const sample = new SampleChain().mine().say("freeze", FROZEN).mine({ tx: "p3", to: FROZEN });
  while (sample.head < 45) sample.mineAfter(DAY_S);
  await insertLane(db.kysely, chain.id, 1);
  await screen(sample, 1);
  const before = await listFreezesOf(db.kysely, FROZEN);
  const ownBefore = before.filter(({ chainId }) => chainId === chain.id);
  expect(ownBefore).toMatchObject([{ kind: "freeze", blockNumber: 2, isFinal: true }]);
  const counts = (await listFreezeCounts(db.kysely)).filter(({ chainId }) => chainId === chain.id);
  expect(counts).toMatchObject([{ standing: 1, provisional: 0, lifted: 0, lastBlock: 2 }]);

  await cutLedger(db, inputs, chain, { before: sample.blockAt(25).time, now: sample.blockAt(45).time });
  expect((await findCut(db.kysely, chain.id))?.block).toBeGreaterThanOrEqual(9);
  expect(await listFreezesOf(db.kysely, FROZEN)).toEqual(before);
  expect((await listFreezeCounts(db.kysely)).filter(({ chainId }) => chainId === chain.id)).toEqual(counts);

  inputs = new InputCache();
  sample.mine({ tx: "p46", to: FROZEN }).say("unfreeze", FROZEN).mine({ tx: "p48", to: FROZEN });
  await screen(sample, 46);
  expect(await found()).toEqual([[3], [46]]);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ alerts: 2, identical: 2, repaired: [] });
});
