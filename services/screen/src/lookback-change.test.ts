import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { streamAlerts } from "@redflag/store/alert-read";
import { findCut, upsertCut } from "@redflag/store/cut";
import type { Database } from "@redflag/store/database";
import { listChainEventsAfter } from "@redflag/store/event-read";
import { findLane, insertLane, stopLane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { listLookbacks } from "@redflag/store/lookback";
import { upsertTip } from "@redflag/store/tip";
import { inTransaction } from "@redflag/store/transaction";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { untilWaiting } from "../../../tests/until-waiting.ts";
import { cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";
import { stepLookback } from "./lookback-step.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { LISTED, PAYER, SampleChain, sampleLane } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

/* What a lookback does when something changes under it. */

vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { shortMemory } = await import("./short-memory.ts");
  return shortMemory(await original());
});

const db: Database = await openTestDatabase();
let inputs = new InputCache();
/** Another one each time: what was dropped does not come back. */
let chain = { ...sampleLane, partitionBlocks: 10 };

const list = { id: "test", title: "Test", authority: "Test authority" };
const importTo = (id: string, ...entries: Entry[]) =>
  importListVersion(db, { list: { ...list, id }, entries, source: "test" });
const importList = (...entries: Entry[]) => importTo("test", ...entries);

function entry(address: Address, words: Partial<Entry> = {}): Entry {
  const said = { category: "terrorist_financing", severity: "SEVERE", authority: "Test authority" } as const;
  return { address, family: "eip155", ...said, confidence: 100, sharing: "TLP:CLEAR", ...words };
}

beforeEach(async () => {
  await db.pool.query(`truncate ${LIST_TABLES}`);
  const id = chain.id + 1;
  chain = { ...chain, id, caip2: `eip155:${id}`, partitionBlocks: 10 };
  inputs = new InputCache();
  await importList();
  await insertLane(db.kysely, chain.id, 1);
});

const screen = () => screenLane({ db, inputs, policyOf: () => "proof" }, chain);
/** As a process that has just begun, whatever the one before had learnt. */
const step = () => stepLookback({ db, inputs: new InputCache() }, chain);

async function store(sample: SampleChain, from: number, finalizedNumber = sample.head): Promise<void> {
  await writeRange(db, chain, sample.range(from));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber });
  await screen();
}

/** One block more, with which today's lists come into force. */
async function goOn(sample: SampleChain): Promise<void> {
  const before = sample.head;
  await store(sample.mine(), before + 1);
}

async function lookBack(): Promise<void> {
  while ((await step()).kind === "looked");
}

async function alerts(): Promise<string[]> {
  const all = await Array.fromAsync(streamAlerts(db.kysely, { chainId: chain.id, withdrawn: true }));
  return all
    .map(({ alert, evidence }) => `${alert.heuristic} ${alert.subject} ${alert.state} ${evidence.length}`)
    .sort();
}

const lookbacks = async () => (await listLookbacks(db.kysely, 99)).filter(({ chainId }) => chainId === chain.id);

/** More new entries than a step takes, each paid once in the first block. */
const MANY = Array.from({ length: 520 }, (_, i): Address => `0x77${(i + 1).toString(16).padStart(38, "0")}`);
const MANY_PAID = MANY.map((to, i) => ({ tx: `m${i}`, to }));
const manyOnce = MANY.map((address) => `lookback-hit ${address} final 1`).sort();

describe("between two steps", () => {
  test("another process goes on from where it stood: each entry once, nothing told twice", async () => {
    const sample = new SampleChain().mine(...MANY_PAID);
    await store(sample, 1);
    await importList(...MANY.map((address) => entry(address)));
    await goOn(sample);
    const first = await step();
    expect(first).toMatchObject({ kind: "looked", isFinished: false });
    await lookBack();
    expect(await alerts()).toEqual(manyOnce);
    expect(await lookbacks()).toMatchObject([{ entryCount: 520, doneCount: 520, alertCount: 520 }]);
    const events = await listChainEventsAfter(db.kysely, chain.id, 0, 9_999);
    expect(new Set(events.map(({ payload }) => JSON.stringify(payload))).size).toBe(2 * MANY.length);
  });

  test("entries that the list holds no more are looked for no more; what was found stands", async () => {
    const sample = new SampleChain().mine(...MANY_PAID);
    await store(sample, 1);
    await importList(...MANY.map((address) => entry(address)));
    await goOn(sample);
    await step();
    const before = await alerts();
    const kept = MANY.slice(0, 40);
    await importList(...kept.map((address) => entry(address)));
    await goOn(sample);
    await lookBack();
    const wanted = new Set([...before, ...kept.map((address) => `lookback-hit ${address} final 1`)]);
    expect(await alerts()).toEqual([...wanted].sort());
    const [, own] = await lookbacks();
    expect(own?.finishedAt).toBeDefined();
    expect(own?.doneCount).toBe(own?.entryCount);
  });

  test("one that was taken off again before its blocks were final is never looked for", async () => {
    const sample = new SampleChain().mine({ tx: "p1" });
    await store(sample, 1, 0);
    await importList(entry(LISTED));
    await store(sample.mine(), 2, 0);
    await importList();
    await goOn(sample);
    await lookBack();
    expect(await alerts()).toEqual([]);
    expect((await lookbacks()).map(({ version, entryCount }) => [version, entryCount])).toEqual([
      [3, 0],
      [2, 0],
    ]);
  });

  test("a chain rewritten below what was final takes its payments; the lane says the new ones with the list", async () => {
    const sample = new SampleChain()
      .mine(...MANY_PAID)
      .mine({ tx: "again", to: MANY[0] as Address })
      .mine();
    await store(sample, 1);
    await importList(...MANY.map((address) => entry(address)));
    await goOn(sample);
    await step();
    for (const at of [2, 1]) {
      await stopLane(db.kysely, chain.id, { reason: "rewritten", forkBlock: at });
      expect(await step()).toEqual({ kind: "idle" });
      await rebuildLane(db, inputs, chain);
      const other = sample
        .fork(`b${at}`, at)
        .mine({ tx: "new", to: MANY[1] as Address })
        .mine()
        .mine()
        .mine();
      await replaceBranch(db, chain, { forkBlock: sample.blockAt(at), cause: "reorg", ...other.range(at + 1) });
      await upsertTip(db.kysely, chain.id, { head: other.blockAt(other.head), finalizedNumber: other.head });
      await screen();
    }
    await lookBack();
    expect((await lookbacks()).map(({ to }) => to)).toEqual([1]);
    expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
    expect(await alerts()).toEqual([...manyOnce, `watchlist-hit ${MANY[1]} final 1`].sort());
  });
});

describe("retention", () => {
  const HALF_DAY_S = 43_200;
  const NOW = 1_800_000_000;
  function long(...paidIn: number[]): SampleChain {
    const sample = new SampleChain();
    while (sample.head < 39) {
      const number = sample.head + 1;
      sample.mineAfter(HALF_DAY_S, ...(paidIn.includes(number) ? [{ tx: `p${number}` }] : []));
    }
    return sample;
  }
  const cutBelow = (sample: SampleChain, block: number) =>
    cutLedger(db, inputs, chain, { before: sample.blockAt(block).time, now: NOW });

  test("what it has dropped is named, and the rest is looked at", async () => {
    const sample = long(5, 25);
    await store(sample, 1);
    await importList(entry(LISTED));
    await goOn(sample);
    await cutBelow(sample, 21);
    const cut = await findCut(db.kysely, chain.id);
    await lookBack();
    expect(await alerts()).toEqual([`lookback-hit ${LISTED} final 1`]);
    const boundText = `retention has dropped blocks up to ${cut?.block}`;
    expect(await lookbacks()).toMatchObject([{ from: (cut?.block ?? 0) + 1, boundCount: 1, boundText }]);
  });

  test("where it has dropped all of it, the lookback ends and says so", async () => {
    const sample = long(5);
    await store(sample, 1);
    await importList(entry(LISTED));
    await goOn(sample);
    await db.kysely
      .transaction()
      .execute((tx) => upsertCut(tx, chain.id, { block: sample.head, blockTime: 0, cutAt: NOW }));
    await lookBack();
    expect(await lookbacks()).toMatchObject([
      { entryCount: 1, doneCount: 0, alertCount: 0, boundCount: 1, finishedAt: expect.any(Number) },
    ]);
  });

  test("a step that reads while it drops writes nothing, and the next one does without", async () => {
    const sample = long(5, 25);
    await store(sample, 1);
    await importList(entry(LISTED));
    await goOn(sample);
    const slow = await inTransaction(db, async (tx) => {
      await lockLedger(tx, chain.id, "exclusive");
      const begun = [step()];
      await untilWaiting(db);
      await upsertCut(tx, chain.id, { block: 19, blockTime: 0, cutAt: NOW });
      return begun;
    });
    expect(await Promise.all(slow)).toEqual([{ kind: "overtaken" }]);
    expect(await alerts()).toEqual([]);
    await lookBack();
    expect(await alerts()).toEqual([`lookback-hit ${LISTED} final 1`]);
  });
});

test("two lists that bring the same address at once each have an alert of it", async () => {
  const sample = new SampleChain().mine({ tx: "p1" });
  await importTo("other");
  await store(sample, 1);
  await importList(entry(LISTED));
  await importTo("other", entry(LISTED, { severity: "HIGH" }));
  await goOn(sample);
  await lookBack();
  expect(await alerts()).toEqual(Array(2).fill(`lookback-hit ${LISTED} final 1`));
  expect((await lookbacks()).map(({ listId, alertCount }) => [listId, alertCount])).toEqual([
    ["other", 1],
    ["test", 1],
  ]);
});

test("an entry whose validity covers part of the past counts what came before its end, its own beginning aside", async () => {
  const sample = new SampleChain().mine({ tx: "p1" }).mineAfter(1_000, { tx: "p2" }).mineAfter(1_000, { tx: "p3" });
  await store(sample, 1);
  await importList(entry(LISTED, { validFrom: sample.blockAt(2).time, validTo: sample.blockAt(3).time }));
  await goOn(sample);
  await lookBack();
  expect(await alerts()).toEqual([`lookback-hit ${LISTED} final 2`]);
});

test("a past of many partitions is looked at as one", async () => {
  chain = { ...chain, partitionBlocks: 1 };
  const sample = new SampleChain();
  while (sample.head < 12)
    sample.mine({ tx: `p${sample.head}`, to: sample.head % 2 === 0 ? LISTED : PAYER, from: PAYER });
  await store(sample, 1);
  await importList(entry(LISTED));
  await goOn(sample);
  await lookBack();
  expect(await alerts()).toEqual([`lookback-hit ${LISTED} final 6`]);
});

describe("a rescreening", () => {
  test("with which a list comes into force asks for a lookback, as the next block would have", async () => {
    const sample = new SampleChain().mine({ tx: "p1" });
    await store(sample, 1);
    const later = { validFrom: sample.blockAt(1).time + 999 };
    await importList(entry(LISTED, later), entry(PAYER, { category: "exchange" }));
    const asked = [{ list: "test", version: 2 }];
    expect(await rescreenLane(db, inputs, chain, { isDryRun: true })).toMatchObject({ lookbacks: asked });
    expect(await lookbacks()).toEqual([]);
    expect(await rescreenLane(db, inputs, chain)).toMatchObject({ alerts: 0, lookbacks: asked });
    expect(await lookbacks()).toMatchObject([{ heldVersion: 1, from: 1, to: 1 }]);
    await lookBack();
    expect(await alerts()).toEqual([`lookback-hit ${LISTED} final 1`]);
    expect(await rescreenLane(db, inputs, chain)).toMatchObject({ isNew: false, lookbacks: [] });
    await goOn(sample);
    expect(await lookbacks()).toHaveLength(1);
  });

  test("and a rewrite below what was final: the lookback ends where the lane screens anew", async () => {
    const sample = new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2" }).mine();
    await store(sample, 1);
    await importList(entry(LISTED));
    await rescreenLane(db, inputs, chain);
    await lookBack();
    await stopLane(db.kysely, chain.id, { reason: "rewritten", forkBlock: 1 });
    await rebuildLane(db, inputs, chain);
    const other = sample.fork("b", 1).mine({ tx: "p3" }).mine().mine();
    await replaceBranch(db, chain, { forkBlock: sample.blockAt(1), cause: "reorg", ...other.range(2) });
    await upsertTip(db.kysely, chain.id, { head: other.blockAt(other.head), finalizedNumber: other.head });
    await screen();
    await lookBack();
    expect((await lookbacks()).map(({ to }) => to)).toEqual([1]);
    expect(await alerts()).toEqual([`lookback-hit ${LISTED} final 1`, `watchlist-hit ${LISTED} final 2`]);
  });

  test("asks for none where the lane has asked already", async () => {
    const sample = new SampleChain().mine({ tx: "p1" });
    await store(sample, 1);
    await importList(entry(LISTED));
    await goOn(sample);
    expect(await rescreenLane(db, inputs, chain)).toMatchObject({ isNew: true, lookbacks: [] });
    await lookBack();
    expect(await alerts()).toEqual([`lookback-hit ${LISTED} final 1`, `watchlist-hit ${LISTED} final 1`]);
    expect(await lookbacks()).toMatchObject([{ version: 2, from: 1, to: 1, alertCount: 1 }]);
  });

  test("that takes in older blocks says that earlier lookbacks do not reach them", async () => {
    const sample = new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2" }).mine();
    await db.pool.query("delete from lane where chain_id = $1", [chain.id]);
    await insertLane(db.kysely, chain.id, 2);
    await writeRange(db, chain, sample.range(1, 1));
    await store(sample, 2);
    await importList(entry(LISTED));
    await goOn(sample);
    await lookBack();
    const report = await rescreenLane(db, inputs, chain, { startBlock: 1, policy: "header" });
    expect(report).toMatchObject({ startBlock: 1, olderBlocks: { from: 1, to: 1 } });
  });
});
