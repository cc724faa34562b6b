import type { Canonical } from "@redflag/domain/content-hash";
import type { Entry } from "@redflag/domain/entry";
import type { Heuristic } from "@redflag/domain/heuristic";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { type ChangedParams, mayBeBacktested } from "@redflag/domain/heuristic-setting";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import { disposeAlert } from "@redflag/store/alert-review";
import type { Database } from "@redflag/store/database";
import { insertHeuristicSetting } from "@redflag/store/heuristic-setting";
import { findLane, insertLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, describe, expect, test } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { type BacktestOptions, backtestHeuristic } from "./backtest.ts";
import { busyAccount, busyChain } from "./busy-chain.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { sampleLane as chain, type SampleChain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

const db: Database = await openTestDatabase();
const BLOCKS = 240;
const PROMOTED_FROM = 121;

beforeEach(async () => {
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, bridge_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event, succeeds, profile, graph_state, withheld, screening_gap, heuristic_setting, shadow_block, shadow_finding, alert_disposition, ${LIST_TABLES}`,
  );
  await insertLane(db.kysely, chain.id, 1);
});

const listed: Entry = {
  address: busyAccount(4),
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Test authority",
  confidence: 100,
  sharing: "TLP:CLEAR",
};
const list = { id: "test", title: "Test", authority: "Test authority" };
const importList = (...entries: Entry[]) => importListVersion(db, { list, entries, source: "test" });

const rule = (id: string): Heuristic => {
  const found = HEURISTICS.find((heuristic) => heuristic.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const passThrough = rule("rapid-pass-through");
const paramsOf = ({ params }: Heuristic, changed: ChangedParams = {}) =>
  params.parse(changed) as Record<string, Canonical>;

async function screen(sample: SampleChain, from: number, to: number): Promise<void> {
  await writeRange(db, chain, sample.range(from, to));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(to), finalizedNumber: to });
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
}

const backtest = (options: Omit<BacktestOptions, "heuristic"> & { heuristic?: Heuristic }) =>
  backtestHeuristic(db, chain, { heuristic: passThrough, ...options });

async function alerts(heuristic: string): Promise<StoredAlert[]> {
  return Array.fromAsync(streamAlerts(db.kysely, { chainId: chain.id, withdrawn: false, only: [heuristic] }));
}

/** Of every table and sequence there is: how much is in it, and what. */
async function everything(): Promise<unknown> {
  const { rows: tables } = await db.pool.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  const { rows: sequences } = await db.pool.query("select sequencename, last_value from pg_sequences order by 1");
  const contents = [];
  for (const { relname } of tables) {
    const { rows } = await db.pool.query(
      `select count(*), md5(string_agg(t::text, '' order by t::text)) from ${relname} t`,
    );
    contents.push([relname, rows]);
  }
  return [contents, sequences];
}

/** A list changes in the middle, and again; a reorg takes blocks that were judged at the head. */
async function eventfulWorld(): Promise<void> {
  await importList(listed);
  const sample = busyChain(BLOCKS, 7);
  await screen(sample, 1, 90);
  await importList(listed, { ...listed, address: busyAccount(5), category: "exchange", severity: "LOW" });
  const wrong = sample
    .fork("b", 90)
    .mine()
    .mine({ tx: "gone", from: busyAccount(4), amount: 7n });
  await writeRange(db, chain, wrong.range(91));
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
  await replaceBranch(db, chain, { forkBlock: sample.blockAt(90), cause: "reorg", ...sample.range(91, 120) });
  await screen(sample, 91, 120);
  await importList({ ...listed, severity: "HIGH" });
  await screen(sample, 121, BLOCKS);
}

describe("with the parameters that were in force", () => {
  test.each([undefined, 60, PROMOTED_FROM])("every rule gives exactly its stored alerts, from %s on", async (from) => {
    await eventfulWorld();
    let compared = 0;
    for (const heuristic of HEURISTICS.filter(mayBeBacktested)) {
      const ends = from === undefined ? {} : { from: { block: from } };
      const report = await backtest({ heuristic, params: paramsOf(heuristic), ...ends });
      const stored = (await alerts(heuristic.id)).filter(({ alert }) => alert.firstBlock >= (from ?? 1));
      expect(report).toMatchObject({ added: [], removed: [], kept: { identical: stored.length, changed: 0 } });
      expect(report.stored, heuristic.id).toEqual({ alerts: stored.length, identical: stored.length });
      compared += stored.length;
    }
    expect(compared).toBeGreaterThan(10);
  });

  test("with profiles put by and read again at every turn it is the same", async () => {
    await eventfulWorld();
    const params = paramsOf(passThrough, { receivedUsdMin: 400 });
    expect(await backtest({ params, heldMax: 0 })).toEqual(await backtest({ params }));
  });
});

test("it changes nothing, and no writer waits for it", async () => {
  await eventfulWorld();
  const before = await everything();
  const { added } = await backtest({ params: paramsOf(passThrough, { receivedUsdMin: 400 }), heldMax: 0 });
  expect(added.length).toBeGreaterThan(0);
  expect(await everything()).toEqual(before);
});

describe("a promotion", () => {
  const changed = { receivedUsdMin: 400, shareOutPercent: 86, balancePercentMax: 20 };
  const params = paramsOf(passThrough, changed);

  test("gives the alerts that the backtest said, and a rebuild gives them again", async () => {
    const sample = busyChain(BLOCKS, 11);
    await screen(sample, 1, BLOCKS);
    const said = await backtest({ params, from: { block: PROMOTED_FROM } });
    expect(said.added.length).toBeGreaterThan(2);

    await db.pool.query(
      "truncate tip, block, transfer, coverage, rewind, lane, epoch, alert, evidence, event, profile, graph_state, withheld",
    );
    await insertLane(db.kysely, chain.id, 1);
    await screen(sample, 1, PROMOTED_FROM - 1);
    const setting = { heuristic: passThrough.id, seq: 1, isEnforced: true, params: changed };
    await insertHeuristicSetting(db.kysely, setting, { author: { by: "system", name: "test" }, reason: "promoted" });
    await screen(sample, PROMOTED_FROM, BLOCKS);

    const begun = (await alerts(passThrough.id)).filter(({ alert }) => alert.firstBlock >= PROMOTED_FROM);
    const ids = begun.map(({ alert }) => alert.id);
    expect(ids).toHaveLength(said.alerts.after);
    expect(ids).toEqual(expect.arrayContaining(said.added));
    expect(ids.filter((id) => said.removed.includes(id))).toEqual([]);
    const again = await backtest({ params, from: { block: PROMOTED_FROM } });
    expect(again).toMatchObject({ added: [], removed: [], stored: { alerts: ids.length, identical: ids.length } });
    expect((await rebuildLane(db, new InputCache(), chain)).repaired).toEqual([]);
    const { rows } = await db.pool.query("select from_block from epoch order by seq");
    expect(rows).toEqual([{ from_block: 1 }, { from_block: PROMOTED_FROM }]);
  });
});

test("reviews say how much of what was right stays, with an interval", async () => {
  await screen(busyChain(BLOCKS, 11), 1, BLOCKS);
  const stored = await alerts(passThrough.id);
  const dispositions = ["true_positive", "true_positive", "false_positive", "inconclusive"] as const;
  for (const [i, disposition] of dispositions.entries()) {
    const { id } = stored[i]?.alert ?? { id: "0x" };
    await disposeAlert(db.kysely, id, { disposition, reason: "test", author: "test", nowMs: 0 });
  }
  const same = await backtest({ params: paramsOf(passThrough) });
  expect(same.reviewed).toMatchObject({
    truePositivesKept: { count: 2, total: 2, permille: 1_000 },
    precisionBefore: { count: 2, total: 3, permille: 667, lowPermille: 208, highPermille: 939 },
    precisionAfter: { count: 2, total: 3 },
  });
  const none = await backtest({ params: paramsOf(passThrough, { receivedUsdMin: 1_000_000 }) });
  expect(none).toMatchObject({ alerts: { after: 0 }, added: [], kept: { identical: 0, changed: 0 } });
  expect(none.removed).toHaveLength(stored.length);
  expect(none.reviewed).toMatchObject({ truePositivesKept: { count: 0, total: 2 }, precisionAfter: null });
  expect(none.days.reduce((sum, { removed }) => sum + removed, 0)).toBe(stored.length);
});

describe("what cannot be backtested is refused, and named", () => {
  const params = paramsOf(passThrough);
  const refused = (from: number, to: number) => backtest({ params, from: { block: from }, to: { block: to } });

  test("no lane", async () => {
    await db.pool.query("truncate lane");
    await expect(refused(1, 2)).rejects.toMatchObject({ code: "lane_missing" });
  });

  test("days that were judged in part only, or not at all", async () => {
    const sample = busyChain(40, 1);
    await screen(sample, 1, 40);
    const dayOf = (block: number) => 86_400 * Math.floor(sample.blockAt(block).time / 86_400);
    const days = (from: number, to: number) => backtest({ params, from: { dayStartS: from }, to: { dayStartS: to } });
    await expect(days(dayOf(20), dayOf(40))).rejects.toMatchObject({
      code: "backtest_refused",
      detail: expect.stringMatching(
        /is beyond what was judged on demo: what was judged begins with block 1 of .* and ends with 40 of/,
      ),
    });
    await expect(days(dayOf(1) - 86_400, dayOf(20))).rejects.toMatchObject({ code: "backtest_refused" });
    const { from, to } = await days(dayOf(20), dayOf(20));
    expect(sample.blockAt(from).time).toBeGreaterThanOrEqual(dayOf(20));
    expect(sample.blockAt(from - 1).time).toBeLessThan(dayOf(20));
    expect(sample.blockAt(to + 1).time).toBeGreaterThanOrEqual(dayOf(20) + 86_400);
  });

  test("blocks that the ledger lacks, or holds and the lane has not judged", async () => {
    await db.pool.query("truncate lane");
    await insertLane(db.kysely, chain.id, 3);
    const sample = busyChain(30, 1);
    await writeRange(db, chain, sample.range(2, 2));
    await screen(sample, 3, 20);
    await writeRange(db, chain, sample.range(21, 22));
    await expect(refused(1, 10)).rejects.toMatchObject({
      code: "backtest_refused",
      detail: "the ledger lacks demo blocks 1",
    });
    await expect(refused(10, 30)).rejects.toMatchObject({ detail: "the ledger lacks demo blocks 23 to 30" });
    await expect(refused(2, 10)).rejects.toMatchObject({
      detail: "demo block 2 is in the ledger and not judged: the lane has judged blocks 3 to 20",
    });
    await expect(refused(10, 22)).rejects.toMatchObject({
      detail: expect.stringContaining("block 21 is in the ledger"),
    });
    await expect(refused(9, 8)).rejects.toMatchObject({ code: "range_invalid" });
    expect(await findLane(db.kysely, chain.id)).toMatchObject({ depthPosition: 20 });
  });
});
