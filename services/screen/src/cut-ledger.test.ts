import type { Entry } from "@redflag/domain/entry";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { mayBeBacktested } from "@redflag/domain/heuristic-setting";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import { findCoverageOf } from "@redflag/store/coverage-read";
import { findCut } from "@redflag/store/cut";
import type { Database } from "@redflag/store/database";
import { findLane, insertLane } from "@redflag/store/lane";
import { listBlocks } from "@redflag/store/ledger-read";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { backtestHeuristic } from "./backtest.ts";
import { cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { LISTED, PAYER, SampleChain, sampleLane } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";
import { explainTransfer } from "./why.ts";

vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { shortMemory } = await import("./short-memory.ts");
  return shortMemory(await original());
});

const db: Database = await openTestDatabase();
let inputs = new InputCache();
/** Another one each time: what was dropped does not come back. */
let chain = { ...sampleLane, partitionBlocks: 10 };

const account = (byte: string) => `0x${byte.repeat(20)}` as const;
const [GIVER, RELAY, OTHER_RELAY, TAKER] = [account("c1"), account("c2"), account("c3"), account("c4")];
const HALF_DAY_S = 43_200;
const NOW = 1_800_000_000;
const DAY_S = 86_400;

const listed: Entry = {
  address: LISTED,
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Test authority",
  confidence: 100,
  sharing: "TLP:CLEAR",
};

const list = { id: "test", title: "Test", authority: "Test authority" };
const importList = (...entries: Entry[]) => importListVersion(db, { list, entries, source: "test" });

beforeEach(async () => {
  await db.pool.query(`truncate ${LIST_TABLES}`);
  const id = chain.id + 1;
  chain = { ...chain, id, caip2: `eip155:${id}` };
  inputs = new InputCache();
  await importList(listed);
  await insertLane(db.kysely, chain.id, 1);
});

/**
 * Half a day a block. Somebody pays the listed address in each of 28 to 31, over the edge of a partition at 30, and again
 * later; money goes through a relay within a day, before that edge and over it, through another in the week after it, and
 * much later.
 */
function sample(head = 59): SampleChain {
  const chain = new SampleChain();
  const relay = (tx: string, from: typeof GIVER, to: typeof GIVER, amount: number) => ({
    tx,
    from,
    to,
    amount: BigInt(amount) * 1_000_000n,
  });
  while (chain.head < head) {
    const number = chain.head + 1;
    const payments = [28, 29, 30, 31, 50].includes(number) ? [{ tx: `hit ${number}` }] : [];
    if ([27, 29].includes(number)) payments.push(relay(`in ${number}`, GIVER, RELAY, 5_000));
    if ([28, 30].includes(number)) payments.push(relay(`out ${number}`, RELAY, TAKER, 5_000));
    if ([35, 54].includes(number)) payments.push(relay(`in ${number}`, GIVER, OTHER_RELAY, 5_000));
    if ([36, 55].includes(number)) payments.push(relay(`out ${number}`, OTHER_RELAY, TAKER, 5_000));
    chain.mineAfter(HALF_DAY_S, ...payments);
  }
  return chain;
}

const screen = () => screenLane({ db, inputs, policyOf: () => "proof" }, chain);

async function store(mined: SampleChain, from = 1, finalizedNumber = mined.head): Promise<void> {
  await writeRange(db, chain, mined.range(from));
  await upsertTip(db.kysely, chain.id, { head: mined.blockAt(mined.head), finalizedNumber });
}

const cut = (before: number, options = {}) => cutLedger(db, inputs, chain, { before, now: NOW, ...options });
const cutBelow = (mined: SampleChain, block: number) => cut(mined.blockAt(block).time);

async function alerts(): Promise<StoredAlert[]> {
  const all: StoredAlert[] = [];
  for await (const alert of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: true })) all.push(alert);
  return all;
}

/** All that screening knows, whole. */
async function dump(): Promise<unknown> {
  const read = async (columns: string, table: string) =>
    (await db.pool.query(`select ${columns} from ${table} where chain_id = $1 order by 1, 2, 3`, [chain.id])).rows;
  return {
    lane: await findLane(db.kysely, chain.id),
    alerts: await alerts(),
    profiles: await read("*", "profile"),
    withheld: await read("chain_id, heuristic, cause, count", "withheld"),
    gaps: await read("*", "screening_gap"),
    events: (
      await db.pool.query(
        "select e.* from event e join alert a on a.id = alert_id where chain_id = $1 order by e::text",
        [chain.id],
      )
    ).rows,
  };
}

const byBlock = (a: unknown[], b: unknown[]) => Number(a[1]) - Number(b[1]) || String(a[0]).localeCompare(String(b[0]));

test("what is dropped is gone; alerts, events, memory and coverage stay, and a rebuild gives all of it again", async () => {
  const mined = sample();
  await store(mined);
  await screen();
  const before = await dump();
  expect(
    (await alerts()).map(({ alert }) => [alert.heuristic, alert.firstBlock, alert.lastBlock]).sort(byBlock),
  ).toEqual([
    ["rapid-pass-through", 28, 30],
    ["watchlist-hit", 28, 31],
    ["rapid-pass-through", 36, 36],
    ["watchlist-hit", 50, 50],
    ["rapid-pass-through", 55, 55],
  ]);
  expect(await cutBelow(mined, 30)).toEqual({
    isDryRun: false,
    dropped: [
      { from: 0, to: 9 },
      { from: 10, to: 19 },
      { from: 20, to: 29 },
    ],
    kept: { from: 30, to: 39, reason: "young" },
  });
  expect(await findCut(db.kysely, chain.id)).toEqual({
    block: 29,
    blockTime: mined.blockAt(29).time,
    startTime: mined.blockAt(1).time,
    cutAt: NOW,
  });
  expect((await listBlocks(db.kysely, chain.id, 0, 99)).map(({ number }) => number)[0]).toBe(30);
  expect(await findCoverageOf(db.kysely, chain.id, 5)).toMatchObject({ endpoint: "sample" });
  expect(await dump()).toEqual(before);

  expect(await rebuildLane(db, inputs, chain)).toMatchObject({
    fromBlock: 30,
    blocks: 30,
    alerts: 5,
    identical: 5,
    repaired: [],
  });
  expect(await dump()).toEqual(before);
});

test("a second cut goes on from the first; a reorg at the head after it is followed", async () => {
  const mined = sample();
  await store(mined, 1, 55);
  await screen();
  await cutBelow(mined, 20);
  const before = await dump();
  await cutBelow(mined, 40);
  expect(await findCut(db.kysely, chain.id)).toMatchObject({ block: 39, startTime: mined.blockAt(1).time });
  expect(await dump()).toEqual(before);

  const other = mined.fork("b", 56).mineAfter(HALF_DAY_S, { tx: "late" }).mine().mine().mine();
  await replaceBranch(db, chain, { forkBlock: other.blockAt(56), cause: "reorg", ...other.range(57) });
  await upsertTip(db.kysely, chain.id, { head: other.blockAt(60), finalizedNumber: 60 });
  await screen();
  expect((await alerts()).at(-1)?.alert).toMatchObject({ heuristic: "watchlist-hit", firstBlock: 57, state: "final" });
  const after = await dump();
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ fromBlock: 40, alerts: 6, identical: 6, repaired: [] });
  expect(await dump()).toEqual(after);
});

test("why gives the figures that it gave before, from a memory that reaches over the cut", async () => {
  const mined = sample();
  await store(mined);
  await screen();
  const [, out] = mined.range(30, 30).transfers;
  if (out === undefined) throw new Error("block 30 has a payment on");
  const before = await explainTransfer(db.kysely, inputs, chain, out);
  await cutBelow(mined, 30);
  expect(await explainTransfer(db.kysely, inputs, chain, out)).toEqual(before);
});

test("what was tampered with above the cut is put right, and what alerts hold from below it stays", async () => {
  const mined = sample();
  await store(mined);
  await screen();
  const before = await alerts();
  await cutBelow(mined, 30);
  await db.pool.query("update evidence set amount = 7 where chain_id = $1 and block_number = 31", [chain.id]);
  const hit = before.find(({ evidence }) => evidence.some(({ block }) => block.number === 31));
  expect((await rebuildLane(db, inputs, chain)).repaired).toEqual([{ id: hit?.alert.id, problem: "differs" }]);
  expect((await alerts()).map(({ evidence }) => evidence)).toEqual(before.map(({ evidence }) => evidence));
});

test("a lane that is set going again folds its memory from the cut", async () => {
  const mined = sample();
  await store(mined);
  await screen();
  const before = (await dump()) as { profiles: unknown; withheld: unknown; alerts: unknown };
  await cutBelow(mined, 30);
  await db.pool.query("update lane set stopped_reason = 'out of order', stopped_fork = 59 where chain_id = $1", [
    chain.id,
  ]);
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ resumed: true, repaired: [] });
  expect(await dump()).toMatchObject({ profiles: before.profiles, withheld: before.withheld, alerts: before.alerts });
});

test("a lane that the chain rewrote below the cut stays stopped, and says why", async () => {
  const mined = sample();
  await store(mined);
  await screen();
  await cutBelow(mined, 30);
  await db.pool.query("update lane set stopped_reason = 'rewritten', stopped_fork = 20 where chain_id = $1", [
    chain.id,
  ]);
  await expect(rebuildLane(db, inputs, chain)).rejects.toMatchObject({
    code: "history_dropped",
    detail: "rewritten, and demo blocks up to 29 were dropped by retention on 2027-01-15",
  });
  expect((await findLane(db.kysely, chain.id))?.stopped).toEqual({ reason: "rewritten", forkBlock: 20 });
});

describe("keeps", () => {
  test("what is young, and what the lane has not judged as final", async () => {
    const mined = sample();
    await store(mined, 1, 8);
    await screen();
    expect(await cut(0)).toEqual({ isDryRun: false, dropped: [], kept: { from: 0, to: 9, reason: "young" } });
    expect(await cut(NOW)).toEqual({ isDryRun: false, dropped: [], kept: { from: 0, to: 9, reason: "unsettled" } });
  });

  test("what rules with a memory may still count", async () => {
    await store(sample());
    await screen();
    expect(await cut(NOW)).toMatchObject({ kept: { from: 40, to: 49, reason: "remembered" } });
  });

  test("everything in a dry run, and when somebody reads the ledger for long", async () => {
    const mined = sample();
    await store(mined);
    await screen();
    const before = await dump();
    const would = await cut(mined.blockAt(30).time, { isDryRun: true });
    expect(would).toMatchObject({ isDryRun: true, dropped: [{ from: 0 }, { from: 10 }, { from: 20 }] });
    const reader = await db.pool.connect();
    try {
      await reader.query("begin; select count(*) from block");
      await expect(cutBelow(mined, 30)).rejects.toMatchObject({ code: "ledger_in_use" });
    } finally {
      await reader.query("rollback");
      reader.release();
    }
    expect(await findCut(db.kysely, chain.id)).toBeUndefined();
    expect((await db.pool.query("select from cut_profile where chain_id = $1", [chain.id])).rowCount).toBe(0);
    expect(await dump()).toEqual(before);
    expect(await listBlocks(db.kysely, chain.id, 0, 99)).toHaveLength(59);
  });
});

test("two at once cut once", async () => {
  const mined = sample();
  await store(mined);
  await screen();
  const before = await dump();
  await Promise.all([cutBelow(mined, 30), cutBelow(mined, 30)]);
  expect(await findCut(db.kysely, chain.id)).toMatchObject({ block: 29 });
  expect((await rebuildLane(db, inputs, chain)).repaired).toEqual([]);
  expect(await dump()).toEqual(before);
});

test("blocks from before the cut are not stored again, and not put in front of the lane", async () => {
  const mined = sample();
  await store(mined);
  await screen();
  await cutBelow(mined, 30);
  await expect(writeRange(db, chain, mined.range(5, 8))).rejects.toMatchObject({
    code: "history_dropped",
    detail: "demo blocks up to 29 were dropped by retention on 2027-01-15",
  });
  await expect(rescreenLane(db, inputs, chain, { startBlock: 0 })).rejects.toMatchObject({ code: "history_dropped" });
});

test("screened again with today's inputs, the past begins at the cut, and what alerts hold from before it stays", async () => {
  const mined = sample();
  await store(mined);
  await screen();
  const kept = (await alerts()).find(({ alert }) => alert.heuristic === "watchlist-hit" && alert.firstBlock === 28);
  await cutBelow(mined, 30);
  await importList({ ...listed, severity: "HIGH" }, { ...listed, address: PAYER });
  const report = await rescreenLane(db, inputs, chain);
  expect(report).toMatchObject({ generation: 2, startBlock: 1, fromBlock: 30, cut: { block: 29 }, withdrawn: [] });
  const hits = (await alerts()).filter(({ alert }) => alert.heuristic === "watchlist-hit");
  expect(
    hits.map(({ alert, evidence }) => [alert.subject, alert.firstBlock, evidence.map((row) => row.severity)]),
  ).toEqual(
    expect.arrayContaining([
      [LISTED, 28, ["SEVERE", "SEVERE", "HIGH", "HIGH"]],
      [PAYER, 30, ["SEVERE", "SEVERE"]],
      [LISTED, 50, ["HIGH"]],
      [PAYER, 50, ["SEVERE"]],
    ]),
  );
  expect(hits.find(({ alert }) => alert.id === kept?.alert.id)?.evidence.slice(0, 2)).toEqual(
    kept?.evidence.slice(0, 2),
  );
  const before = await dump();
  expect(await rescreenLane(db, inputs, chain)).toMatchObject({ isNew: false, generation: 2 });
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repaired: [] });
  expect(await dump()).toEqual(before);
  await cut(mined.blockAt(59).time - 9 * DAY_S);
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ fromBlock: 40, repaired: [] });
  expect(await dump()).toEqual(before);
});

test("a backtest begins at the cut, with what is remembered there, and is refused below it", async () => {
  const mined = sample();
  await store(mined);
  await screen();
  expect((await cutBelow(mined, 32)).dropped).not.toEqual([]);
  const first = ((await findCut(db.kysely, chain.id))?.block ?? 0) + 1;
  for (const heuristic of HEURISTICS.filter(mayBeBacktested)) {
    const params = heuristic.params.parse({}) as Record<string, number>;
    const begun = (await alerts()).filter(
      ({ alert }) => alert.heuristic === heuristic.id && alert.firstBlock >= first,
    ).length;
    const report = await backtestHeuristic(db, chain, { heuristic, params });
    expect(report).toMatchObject({ from: first, added: [], removed: [], stored: { alerts: begun, identical: begun } });
    const below = { heuristic, params, from: { block: first - 1 } };
    await expect(backtestHeuristic(db, chain, below)).rejects.toMatchObject({ code: "history_dropped" });
  }
});
