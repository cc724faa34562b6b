import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { LOOKBACK_PARAMETERS } from "@redflag/domain/lookback";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { listChainEventsAfter } from "@redflag/store/event-read";
import { findLane, insertLane, stopLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { listLookbacks } from "@redflag/store/lookback";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, describe, expect, test } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { besideLane } from "./beside-lane.samples.ts";
import { InputCache } from "./input-cache.ts";
import { stepLookback } from "./lookback-step.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { sampleLane as chain, LISTED, PAYER, SampleChain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

const db: Database = await openTestDatabase();
let inputs = new InputCache();

const [A, B, HUB] = ["c3", "d4", "e5"].map((pair): Address => `0x${pair.repeat(20)}`) as [Address, Address, Address];
const UNITS = 1_000_000n;
const list = { id: "test", title: "Test", authority: "Test authority" };
const importList = (...entries: Entry[]) => importListVersion(db, { list, entries, source: "test" });

function entry(address: Address, words: Partial<Entry> = {}): Entry {
  const said = { category: "terrorist_financing", severity: "SEVERE", authority: "Test authority" } as const;
  return { address, family: "eip155", ...said, confidence: 100, sharing: "TLP:CLEAR", ...words };
}

beforeEach(async () => {
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, bridge_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event, profile, graph_state, ${LIST_TABLES}`,
  );
  inputs = new InputCache();
  await importList();
  await insertLane(db.kysely, chain.id, 1);
});

const screen = () => screenLane({ db, inputs, policyOf: () => "proof" }, chain);
const step = () => stepLookback({ db, inputs }, chain);
const store = (sample: SampleChain, from = 1) => writeRange(db, chain, sample.range(from));
const finalize = (sample: SampleChain, finalizedNumber = sample.head) =>
  upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber });

/** The chain so far is screened and final; then a block comes with which these entries are in force. */
async function screenThenList(sample: SampleChain, ...entries: Entry[]): Promise<void> {
  await store(sample);
  await screen();
  await importList(...entries);
  const before = sample.head;
  await store(sample.mine(), before + 1);
  await finalize(sample);
  await screen();
}

async function lookBack(): Promise<void> {
  while ((await step()).kind === "looked");
}

const listAlerts = (withdrawn = true): Promise<StoredAlert[]> =>
  Array.fromAsync(streamAlerts(db.kysely, { chainId: chain.id, withdrawn }));
const described = async () =>
  (await listAlerts()).map(
    ({ alert, evidence }) => `${alert.heuristic} ${alert.subject.slice(2, 4)} ${alert.state} ${evidence.length}`,
  );

async function told(): Promise<string[]> {
  return (await listChainEventsAfter(db.kysely, chain.id, 0, 100)).map(({ payload }) => {
    const { type, transfers } = AlertEventPayload.parse(payload);
    return `${type.replace("alert.", "")}: ${transfers.map(({ change }) => change).join(" ")}`;
  });
}

describe("direct hits", () => {
  test("what the ledger holds of a new entry is one alert, final, which says because of what", async () => {
    await screenThenList(
      new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2", from: LISTED, to: PAYER }),
      entry(LISTED),
    );
    expect(await described()).toEqual([]);
    await lookBack();
    expect(await described()).toEqual(["lookback-hit a1 final 2"]);
    expect(await told()).toEqual(["created: added added", "final: final final"]);
    const [alert] = await listAlerts();
    const day = new Date().toISOString().slice(0, 10);
    expect(alert?.evidence[0]?.reasons[0]?.text).toMatch(
      new RegExp(`; looked back because list test version 2 added it on ${day}$`),
    );
    expect(alert?.evidence[0]?.reasons[1]?.entry).toMatchObject({ list: "test", listVersion: 2 });
  });

  test("waits until all of the past is final", async () => {
    const sample = new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2" });
    await store(sample);
    await finalize(sample, 1);
    await screen();
    await importList(entry(LISTED));
    await store(sample.mine(), 3);
    await screen();
    expect(await step()).toEqual({ kind: "idle" });
    await finalize(sample, 2);
    await screen();
    await lookBack();
    expect(await described()).toEqual(["lookback-hit a1 final 2"]);
  });

  test("never merges with the lane's episode of the same address, and neither has the other's payments", async () => {
    const sample = new SampleChain().mine({ tx: "p1" });
    await screenThenList(sample, entry(LISTED));
    await store(sample.mine({ tx: "p2" }), 3);
    await finalize(sample);
    await screen();
    await lookBack();
    expect((await described()).sort()).toEqual(["lookback-hit a1 final 1", "watchlist-hit a1 final 1"]);
  });

  test("counts what came before the listing's own beginning and says so, and not what came after its end", async () => {
    const sample = new SampleChain().mine({ tx: "p1" }).mineAfter(1_000, { tx: "p2" });
    const { time } = sample.blockAt(2);
    await screenThenList(sample, entry(LISTED, { validFrom: time + 86_400 }), entry(LISTED, { validTo: time }));
    await lookBack();
    const texts = (await listAlerts()).map(({ evidence }) => evidence.map((row) => row.reasons[0]?.text));
    expect(texts.map(({ length }) => length).sort()).toEqual([1, 2]);
    expect(texts.flat().filter((text) => text?.includes("the listing itself counts from 2026-01-02"))).toHaveLength(2);
  });

  test("an edited entry, a service and one removed again are not new; one that was away and is back is", async () => {
    const sample = new SampleChain().mine({ tx: "p1" });
    await screenThenList(sample, entry(LISTED), entry(PAYER, { category: "exchange" }));
    await lookBack();
    expect(await described()).toHaveLength(1);
    const next = async (...entries: Entry[]) => {
      await importList(...entries);
      const before = sample.head;
      await store(sample.mine(), before + 1);
      await finalize(sample);
      await screen();
      await lookBack();
      return (await described()).length;
    };
    expect(await next(entry(LISTED, { reference: "edited" }))).toBe(1);
    expect(await next()).toBe(1);
    expect(await next(entry(LISTED))).toBe(2);
    expect((await listLookbacks(db.kysely, 10)).map(({ entryCount }) => entryCount).sort()).toEqual([0, 0, 1, 1]);
  });
});

test("more entries than one step takes are each looked at once", async () => {
  const addresses = Array.from({ length: 520 }, (_, i): Address => `0x77${(i + 1).toString(16).padStart(38, "0")}`);
  const paid = addresses.filter((_, i) => i % 2 === 0).map((to, i) => ({ tx: `p${i}`, to }));
  await screenThenList(new SampleChain().mine(...paid), ...addresses.map((address) => entry(address)));
  const steps = [];
  for (let now = await step(); now.kind === "looked"; now = await step()) steps.push(now.lookback.doneCount);
  expect(steps.length).toBeGreaterThan(1);
  expect(steps.at(-1)).toBe(addresses.length);
  expect((await listAlerts()).map(({ alert }) => alert.subject).sort()).toEqual(paid.map(({ to }) => to).sort());
});

describe("forward taint", () => {
  const pay = (tx: string, from: Address, to: Address, units: bigint) => ({ tx, from, to, amount: units * UNITS });
  const paths = () =>
    new SampleChain()
      .mine(pay("other", PAYER, A, 300n))
      .mine(pay("p1", LISTED, A, 300n))
      .mine(pay("p2", A, B, 400n));

  test("money that came on by way of another is an indirect alert with its path and what survived", async () => {
    await screenThenList(paths(), entry(LISTED));
    await lookBack();
    expect((await described()).sort()).toEqual(["lookback-exposure d4 final 1", "lookback-hit a1 final 1"]);
    const exposed = (await listAlerts()).find(({ alert }) => alert.exposure === "INDIRECT");
    expect(exposed?.alert).toMatchObject({ subject: B, severity: "HIGH", score: 270 });
    expect(exposed?.evidence[0]?.supporting.map(({ transfer }) => transfer.sender)).toEqual([LISTED]);
    expect(exposed?.evidence[0]?.reasons[0]?.text).toMatch(/of which 200 \w+ came from .* in 2 payments, pro rata/);
  });

  test("stops at services, at little money, and at who has too many transfers to follow, which is told", async () => {
    const busy = Array.from({ length: LOOKBACK_PARAMETERS.transfersPerAddressMax + 1 }, (_, i) =>
      pay(`b${i}`, PAYER, HUB, 1n),
    );
    const sample = paths()
      .mine(...busy)
      .mine(
        pay("p3", LISTED, HUB, 5_000n),
        pay("p4", HUB, B, 5_000n),
        pay("p5", LISTED, B, 99n),
        pay("p6", B, PAYER, 99n),
      );
    await screenThenList(sample, entry(LISTED), entry(A, { category: "exchange" }));
    await lookBack();
    expect(await described()).toEqual(["lookback-hit a1 final 3"]);
    expect(await listLookbacks(db.kysely, 1)).toMatchObject([
      { boundCount: 1, boundText: expect.stringMatching(/^0xa1.*not followed through 1 addresses with over 1000/) },
    ]);
  });
});

describe("beside the lane", () => {
  test("a rebuild leaves it alone, and still finds every alert of the lane identical", async () => {
    const sample = new SampleChain().mine({ tx: "p1" });
    await screenThenList(sample, entry(LISTED));
    await store(sample.mine({ tx: "p2" }), 3);
    await finalize(sample);
    await screen();
    await lookBack();
    const before = await listAlerts();
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
    expect(await listAlerts()).toEqual(before);
  });

  test("a rescreening leaves it alone", async () => {
    await screenThenList(new SampleChain().mine({ tx: "p1" }), entry(LISTED));
    await lookBack();
    const before = await listAlerts();
    expect(await rescreenLane(db, inputs, chain)).toMatchObject({ added: [expect.any(String)], withdrawn: [] });
    expect(await listAlerts()).toEqual(expect.arrayContaining(before));
    expect(await rescreenLane(db, inputs, chain)).toMatchObject({ isNew: false, alerts: 1 });
  });

  test("done again from the beginning it gives the same, and says nothing twice", async () => {
    await screenThenList(new SampleChain().mine({ tx: "p1" }), entry(LISTED));
    await lookBack();
    const [before, events] = [await listAlerts(), await told()];
    await db.pool.query("update lookback set finished_at = null, after_entry = null, done_count = 0");
    await lookBack();
    expect([await listAlerts(), await told()]).toEqual([before, events]);
    await db.pool.query("truncate alert, evidence, event; update lookback set finished_at = null, after_entry = null");
    await lookBack();
    expect(await listAlerts()).toEqual(before);
  });

  test("a reorg that the lane screens anew with the list shortens it: no payment is found twice", async () => {
    const sample = new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2" }).mine({ tx: "p3" });
    await store(sample);
    await screen();
    await importList(entry(LISTED));
    await store(sample.mine(), 4);
    await screen();
    const other = sample.fork("b", 1).mine({ tx: "p2" }).mine({ tx: "p3" }).mine();
    await replaceBranch(db, chain, { forkBlock: sample.blockAt(1), cause: "reorg", ...other.range(2) });
    await finalize(other);
    await screen();
    await lookBack();
    expect((await described()).sort()).toEqual(["lookback-hit a1 final 1", "watchlist-hit a1 final 2"]);
  });

  test("a reorg of all that was screened without the list leaves nothing to look at", async () => {
    const sample = new SampleChain().mine({ tx: "p1" });
    await store(sample);
    await screen();
    await importList(entry(LISTED));
    await store(sample.mine(), 2);
    await screen();
    const other = new SampleChain("b").mine({ tx: "p1" }).mine();
    const genesis = { number: 0, hash: sample.blockAt(1).parentHash };
    await replaceBranch(db, chain, { forkBlock: genesis, cause: "reorg", ...other.range(1) });
    await finalize(other);
    await screen();
    expect(await listLookbacks(db.kysely, 9)).toEqual([]);
    expect(await described()).toEqual(["watchlist-hit a1 final 1"]);
  });

  test("a chain rewritten below what it called final takes back what stood there", async () => {
    const sample = new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2" });
    await screenThenList(sample, entry(LISTED));
    await lookBack();
    await stopLane(db.kysely, chain.id, { reason: "rewritten", forkBlock: 1 });
    const other = sample.fork("b", 1).mine().mine();
    const { finalPosition } = (await findLane(db.kysely, chain.id)) ?? {};
    expect(finalPosition).toBe(3);
    await rebuildLane(db, inputs, chain);
    await replaceBranch(db, chain, { forkBlock: sample.blockAt(1), cause: "reorg", ...other.range(2) });
    await finalize(other);
    await screen();
    await lookBack();
    expect(await described()).toEqual(["lookback-hit a1 final 1"]);
  });

  test("a stopped lane waits, and two processes do the work once", async () => {
    await screenThenList(new SampleChain().mine({ tx: "p1" }), entry(LISTED));
    await stopLane(db.kysely, chain.id, { reason: "test", forkBlock: 1 });
    expect(await step()).toEqual({ kind: "idle" });
    await db.pool.query("update lane set stopped_reason = null, stopped_fork = null");
    const steps = await Promise.all([1, 2, 3].map(() => stepLookback({ db, inputs: new InputCache() }, chain)));
    expect(steps.filter(({ kind }) => kind === "looked")).toHaveLength(1);
    expect(await told()).toHaveLength(2);
  });
});

test("it holds the lane before it writes, as a lane does that wants proof of the same payment: neither waits for the other", async () => {
  await screenThenList(new SampleChain().mine({ tx: "p1" }), entry(LISTED));
  await db.pool.query("truncate proof_wanted");
  expect(await besideLane(db, chain, step)).toMatchObject({ kind: "looked", alerts: 1 });
  expect(await described()).toEqual(["lookback-hit a1 final 1"]);
});
