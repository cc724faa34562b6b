import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { findCut } from "@redflag/store/cut";
import type { Database } from "@redflag/store/database";
import { listInferencesAt, listInferencesOf, listStandingInferences } from "@redflag/store/inference";
import { findLane, insertLane, updateLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { resetMemory } from "@redflag/store/memory";
import { upsertTip } from "@redflag/store/tip";
import { inTransaction } from "@redflag/store/transaction";
import { findTransfersOfTransaction } from "@redflag/store/transfer-read";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, expect, test, vi } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { SampleChain, sampleLane } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";
import { explainTransfer } from "./why.ts";

vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { shortMemory } = await import("./short-memory.ts");
  return shortMemory(await original());
});

const db: Database = await openTestDatabase();
const DAY_S = 86_400;
const account = (byte: string): Address => `0x${byte.repeat(20)}`;
const [DEPOSIT, WALLET, CUSTOMER, RELAY] = [account("d1"), account("e1"), account("c1"), account("c2")];
const dollars = (amount: number) => BigInt(amount) * 1_000_000n;
/** Another one each time: what was dropped does not come back. */
let chain = { ...sampleLane, partitionBlocks: 10 };
let inputs = new InputCache();

const wallet: Entry = {
  address: WALLET,
  family: "eip155",
  category: "exchange",
  severity: "LOW",
  authority: "Test data",
  confidence: 90,
  sharing: "TLP:CLEAR",
};
const list = { id: "test", title: "Test", authority: "Test authority" };
const importList = (...entries: Entry[]) => importListVersion(db, { list, entries, source: "test" });

beforeEach(async () => {
  await db.pool.query(`truncate ${LIST_TABLES}`);
  await importList(wallet);
  const id = chain.id + 1;
  chain = { ...chain, id, caip2: `eip155:${id}` };
  inputs = new InputCache();
  await insertLane(db.kysely, chain.id, 1);
});

/**
 * A block a day. From day 35 the deposit address forwards what the customer pays in; on day 41 and on 56 a relay passes
 * 5,000 on to it within the hour; on day 50 it sends as much elsewhere.
 */
function sample(): SampleChain {
  const mined = new SampleChain();
  const forward = (day: number, to = WALLET) => [
    { tx: `in ${day}`, from: CUSTOMER, to: DEPOSIT, amount: dollars(500) },
    { tx: `out ${day}`, from: DEPOSIT, to, amount: dollars(500) },
  ];
  const relay = (day: number) => [
    { tx: `relay in ${day}`, from: CUSTOMER, to: RELAY, amount: dollars(5_000) },
    { tx: `relay out ${day}`, from: RELAY, to: DEPOSIT, amount: dollars(5_000) },
    { tx: `relay on ${day}`, from: DEPOSIT, to: WALLET, amount: dollars(5_000) },
  ];
  while (mined.head < 70) {
    const day = mined.head + 1;
    if (day >= 35 && day < 40) mined.mineAfter(DAY_S, ...forward(day));
    else if (day === 41 || day === 56) mined.mineAfter(DAY_S, ...relay(day));
    else if (day === 50) mined.mineAfter(DAY_S, ...forward(day, CUSTOMER));
    else mined.mineAfter(DAY_S);
  }
  return mined;
}

async function screen(mined: SampleChain, from: number, to: number): Promise<void> {
  await writeRange(db, chain, mined.range(from, to));
  await upsertTip(db.kysely, chain.id, { head: mined.blockAt(to), finalizedNumber: to });
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
}

const lives = () => listInferencesOf(db.kysely, chain.id, [DEPOSIT]);
const placesOf = async () =>
  (await lives()).map(({ inference, until }) => [inference.from.blockNumber, until?.blockNumber]);

/** Blocks with a finding of rapid-pass-through about the relay. */
async function passedThrough(): Promise<number[]> {
  const { rows } = await db.pool.query(
    `select block_number from evidence join alert on alert.id = alert_id
     where alert.chain_id = $1 and heuristic = 'rapid-pass-through' and subject = $2 order by 1`,
    [chain.id, Buffer.from(RELAY.slice(2), "hex")],
  );
  return rows.map(({ block_number }) => block_number);
}

test("what is inferred is used where services are, says from what, and goes when the address behaves otherwise", async () => {
  const mined = sample();
  await screen(mined, 1, 45);
  expect(await placesOf()).toEqual([[37, undefined]]);
  expect(await listStandingInferences(db.kysely, chain.id, { limit: 10 })).toMatchObject([
    { address: DEPOSIT, service: WALLET, forwardCount: 3, sharePpm: 1_000_000, confidence: 50 },
  ]);
  await screen(mined, 46, 70);
  // By day 56 it has passed on 96 % of a month's money again, in spite of day 50.
  expect(await placesOf()).toEqual([
    [37, 50],
    [56, undefined],
  ]);
  expect(await passedThrough()).toEqual([56]);

  for (const [day, outcome, text] of [
    [41, "silent", "inferred with 50 % confidence to be a deposit address of a known service"],
    [56, "fires", "sent"],
  ] as const) {
    const transfer = mined.range(day, day).transfers[1];
    const [stored] = await findTransfersOfTransaction(db.kysely, chain.id, transfer?.txHash ?? "0x");
    if (stored === undefined) throw new Error(`the relay paid on day ${day}`);
    const said = await explainTransfer(db.kysely, inputs, chain, stored);
    if (said.kind !== "screened") throw new Error("it is screened");
    const verdict = said.depth.find(({ heuristic }) => heuristic === "rapid-pass-through");
    expect(verdict?.assessment).toMatchObject({ outcome, text: expect.stringContaining(text) });
  }
});

test("it is the same however the steps are cut, after a rebuild, and folded again from an earlier checkpoint", async () => {
  const mined = sample();
  await screen(mined, 1, 70);
  const whole = await lives();
  expect(whole).toHaveLength(2);
  const report = await rebuildLane(db, new InputCache(), chain);
  expect(report).toMatchObject({ repaired: [] });
  expect(report.identical).toBe(report.alerts);
  expect(await lives()).toEqual(whole);

  const lane = await findLane(db.kysely, chain.id);
  if (lane === undefined) throw new Error("there is a lane");
  await inTransaction(db, async (tx) => {
    await updateLane(tx, { ...lane, checkpointPosition: await resetMemory(tx, lane) });
  });
  expect(await lives()).toEqual([]);
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
  expect(await lives()).toEqual(whole);

  const id = chain.id + 1;
  chain = { ...chain, id, caip2: `eip155:${id}` };
  await insertLane(db.kysely, chain.id, 1);
  for (let from = 1; from <= 70; from += 3) await screen(mined, from, Math.min(from + 2, 70));
  expect(await lives()).toEqual(whole);
});

test("retention keeps what stood at the cut, and what ended after it begins again there", async () => {
  const mined = sample();
  await screen(mined, 1, 70);
  const whole = await lives();
  const cut = await cutLedger(db, inputs, chain, { before: mined.blockAt(60).time, now: mined.blockAt(70).time });
  expect(cut.dropped.length).toBeGreaterThan(0);
  const block = (await findCut(db.kysely, chain.id))?.block ?? 0;
  expect(block).toBeGreaterThan(37);
  expect(await listInferencesAt(db.kysely, chain.id, [DEPOSIT], 40)).toHaveLength(1);
  expect(await lives()).toEqual(whole);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect(await lives()).toEqual(whole);
});

test("the wallet's listing is what it stands on: without it nothing is inferred, once the past is screened again", async () => {
  const mined = sample();
  await screen(mined, 1, 45);
  await importList({ ...wallet, category: "bridge" });
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repaired: [] });
  expect(await placesOf()).toEqual([[37, undefined]]);
  await rescreenLane(db, inputs, chain);
  expect(await placesOf()).toEqual([]);
});

test("an epoch from before the detector infers nothing, and is screened again without it", async () => {
  const mined = sample();
  await db.pool.query(`insert into epoch (chain_id, generation, seq, from_block, inputs) values ($1, 1, 1, 1, $2)`, [
    chain.id,
    JSON.stringify({
      lists: { test: 1 },
      rates: {},
      heuristics: HEURISTICS.map(({ id, version, params }) => ({ id, version, params: params.parse({}) })),
    }),
  ]);
  await writeRange(db, chain, mined.range(1, 45));
  await upsertTip(db.kysely, chain.id, { head: mined.blockAt(45), finalizedNumber: 45 });
  await db.pool.query("update lane set head_position = 45, final_position = 45 where chain_id = $1", [chain.id]);
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
  expect(await lives()).toEqual([]);
  expect(await passedThrough()).toEqual([41]);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect(await lives()).toEqual([]);
});
