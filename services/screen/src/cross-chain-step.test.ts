import type { ExampleHop } from "@redflag/domain/cross-chain/example-hops";
import type { Entry } from "@redflag/domain/entry";
import { exampleParty } from "@redflag/domain/example-encounter";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import { upsertCut } from "@redflag/store/cut";
import { type Database, openDatabase } from "@redflag/store/database";
import { findHopLane, getJudgedBefore } from "@redflag/store/hop-lane";
import { insertLane, stopLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabaseUrl, LIST_TABLES, urlOf } from "../../../tests/test-database.ts";
import { besideLane } from "./beside-lane.samples.ts";
import { SampleBridges, sampleBridged } from "./cross-chain-sample.ts";
import { rebuildCrossChain, screenCrossChain } from "./cross-chain-step.ts";
import { cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { screenLane } from "./screen-lane.ts";

const url = await createTestDatabaseUrl();
const db: Database = await openDatabase({ url, applicationName: "test", poolMax: 4 });
/** The stage runs with the rights of its service. */
const screener = await openDatabase({ url: urlOf("redflag_screen", url), applicationName: "test", poolMax: 2 });
afterAll(() => Promise.all([db.close(), screener.close()]));
let inputs = new InputCache();
const NAMES = ["ethereum", "base", "optimism"] as const;
type Name = (typeof NAMES)[number];
const [A, B, C, D] = [1, 2, 3, 4].map(exampleParty) as [`0x${string}`, `0x${string}`, `0x${string}`, `0x${string}`];

const FIRST: ExampleHop = { from: "ethereum", to: "base", sender: A, recipient: B, amount: "5000", atS: 600 };
const SECOND: ExampleHop = { from: "base", to: "optimism", sender: B, recipient: C, amount: "4995", atS: 2_400 };
const THIRD: ExampleHop = { from: "optimism", to: "ethereum", sender: C, recipient: D, amount: "4990", atS: 6_000 };
/** The story ends within this block. */
const LAST = 200;

const list = { id: "test", title: "Test", authority: "Test authority" };
const listed = (address: `0x${string}`, category: Entry["category"] = "sanctions"): Entry => ({
  address,
  family: "eip155",
  category,
  severity: "SEVERE",
  authority: "Test authority",
  confidence: 100,
  sharing: "TLP:CLEAR",
});
const importList = (...entries: Entry[]) => importListVersion(db, { list, entries, source: "test" });

beforeEach(async () => {
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, bridge_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event, succeeds, profile, graph_state, withheld, screening_gap, hop_lane, hop_leg, ${LIST_TABLES}`,
  );
  await db.pool.query("update hop_stage set judged_before = 0");
  inputs = new InputCache();
});

const open = async (...names: readonly Name[]) => {
  for (const name of names) await insertLane(db.kysely, sampleBridged(name).id, 1);
};

/** Stores and screens a lane's next blocks, all of them final. */
async function advance(sample: SampleBridges, name: Name, from: number, to: number): Promise<void> {
  const chain = sampleBridged(name);
  await writeRange(db, chain, sample.range(name, from, to));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(name, to), finalizedNumber: to });
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
}

/** Two processes at once: one at a time steps, the other finds nothing to do. */
const judge = async () => {
  await Promise.all([0, 1].map(() => screenCrossChain({ db: screener, inputs })));
  await screenCrossChain({ db: screener, inputs });
};

async function hops(withdrawn = false): Promise<StoredAlert[]> {
  const all: StoredAlert[] = [];
  for await (const alert of streamAlerts(db.kysely, { withdrawn, only: ["chain-hop"] })) all.push(alert);
  return all;
}

const contentOf = (alerts: readonly StoredAlert[]) =>
  alerts.map(({ chainId, alert: { state: _, stateSeq: __, ...alert }, evidence }) => ({ chainId, alert, evidence }));

async function tellAll(sample: SampleBridges): Promise<void> {
  await open(...NAMES);
  for (const name of NAMES) await advance(sample, name, 1, LAST);
  await judge();
}

test("money that crosses twice is an alert of the chain where it arrived, with payments of every chain", async () => {
  await tellAll(new SampleBridges([FIRST, SECOND]));
  const [found, ...others] = await hops();
  expect(others).toEqual([]);
  expect(found?.chainId).toBe(10);
  expect(found?.alert).toMatchObject({ subject: C, severity: "LOW", exposure: "BEHAVIORAL", state: "final" });
  const [evidence] = found?.evidence ?? [];
  expect(evidence?.reasons[0]?.text).toContain("2 hops in 45 min, beginning with 5,000 USDC");
  expect(evidence?.supporting.map(({ chain }) => chain)).toEqual(["eip155:1", "eip155:8453", "eip155:8453"]);
  expect(evidence?.supporting.map(({ transfer }) => transfer.amount)).toEqual([
    5_000_000_000n,
    5_000_000_000n,
    4_995_000_000n,
  ]);
});

test("one transfer by a bridge is none, unless a list names a holder", async () => {
  await tellAll(new SampleBridges([FIRST]));
  expect(await hops()).toEqual([]);
});

test("who is listed sends once: the recipient is told as exposed", async () => {
  await importList(listed(A));
  await tellAll(new SampleBridges([FIRST]));
  const [found] = await hops();
  expect(found?.alert).toMatchObject({ subject: B, severity: "SEVERE", exposure: "INDIRECT" });
  expect(found?.evidence[0]?.reasons[1]).toMatchObject({
    code: "listed_on_way",
    entry: { list: "test", listVersion: 1 },
  });
});

test("a known service on the way ends it", async () => {
  await importList(listed(B, "exchange"));
  await tellAll(new SampleBridges([FIRST, SECOND]));
  expect(await hops()).toEqual([]);
});

test("however the lanes come on and wherever it stops, the alerts are the same", async () => {
  await importList(listed(A));
  const sample = new SampleBridges([FIRST, SECOND, { ...THIRD, bridge: "cctp_v2", arrived: "4989.9" }]);
  await tellAll(sample);
  const whole = await hops();
  expect(whole.map(({ chainId }) => chainId).sort((a, b) => a - b)).toEqual([1, 10, 8453]);
  const orders: ReadonlyArray<{ order: readonly Name[]; pieces: readonly number[] }> = [
    { order: ["optimism", "base", "ethereum"], pieces: [200] },
    { order: ["base", "ethereum", "optimism"], pieces: [37, 55, 110, 200] },
    { order: ["optimism", "ethereum", "base"], pieces: Array.from({ length: 8 }, (_, n) => (n + 1) * 25) },
  ];
  for (const { order, pieces } of orders) {
    await db.pool.query(
      "truncate tip, block, transfer, bridge_event, coverage, lane, epoch, alert, evidence, event, profile, hop_lane, hop_leg",
    );
    await db.pool.query("update hop_stage set judged_before = 0");
    await open(...NAMES);
    // The first lane runs ahead of the others by all of a piece, each process begins anew.
    let from = 1;
    for (const to of pieces) {
      for (const name of order) {
        await advance(sample, name, from, to);
        inputs = new InputCache();
        await judge();
      }
      from = to + 1;
    }
    expect(contentOf(await hops())).toEqual(contentOf(whole));
  }
});

test("a lane that stays behind holds the stage, and nothing is said before it has come", async () => {
  const sample = new SampleBridges([FIRST, SECOND]);
  await open(...NAMES);
  for (const name of ["base", "optimism"] as const) await advance(sample, name, 1, LAST);
  await judge();
  expect(await getJudgedBefore(db.kysely)).toBe(0);
  // The arrival on Base is read, its departure on Ethereum not yet.
  await advance(sample, "ethereum", 1, 5);
  await judge();
  expect(await hops()).toEqual([]);
  await advance(sample, "ethereum", 6, LAST);
  await judge();
  expect(await hops()).toHaveLength(1);
});

test("a lane that opens later takes part from then on, after a rebuild too", async () => {
  const sample = new SampleBridges([FIRST, SECOND, { ...FIRST, atS: 9_000 }, { ...SECOND, atS: 10_200 }]);
  await open("ethereum", "optimism");
  for (const name of ["ethereum", "optimism"] as const) await advance(sample, name, 1, 100);
  await judge();
  await open("base");
  await advance(sample, "base", 1, LAST);
  for (const name of ["ethereum", "optimism"] as const) await advance(sample, name, 101, LAST);
  await judge();
  expect((await findHopLane(db.kysely, 8453))?.fromClock).toBeGreaterThan(0);
  expect(await hops()).toHaveLength(1);
  expect(await rebuildCrossChain({ db: screener, inputs })).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
});

test("a rebuild gives every alert byte for byte, and puts right what somebody changed", async () => {
  await importList(listed(A));
  await tellAll(new SampleBridges([FIRST, SECOND, THIRD]));
  const before = await hops();
  expect(await rebuildCrossChain({ db: screener, inputs: new InputCache() })).toMatchObject({
    identical: 3,
    repaired: [],
  });
  expect(await hops()).toEqual(before);
  await db.pool.query("update evidence set reasons = '[]' where chain_id = 10");
  await db.pool.query("update hop_leg set outcome = '{}', holder = '\\x00'");
  const report = await rebuildCrossChain({ db: screener, inputs: new InputCache() });
  expect(report).toMatchObject({ identical: 2, repaired: [{ problem: "differs" }] });
  expect(contentOf(await hops())).toEqual(contentOf(before));
});

test("a lane that is screened again with another list has the stage made again", async () => {
  await tellAll(new SampleBridges([FIRST]));
  expect(await hops()).toEqual([]);
  await importList(listed(B));
  await rescreenLane(db, inputs, sampleBridged("base"), { policy: "proof" });
  await judge();
  expect((await hops()).map(({ alert }) => alert)).toMatchObject([{ subject: B, severity: "SEVERE" }]);
  await importList();
  await rescreenLane(db, inputs, sampleBridged("base"), { policy: "proof" });
  await judge();
  expect(await hops()).toEqual([]);
  expect((await hops(true)).map(({ alert }) => alert.state)).toEqual(["withdrawn"]);
});

test("a reorg above what is final is none of the stage's business", async () => {
  const [before, after] = [new SampleBridges([FIRST, SECOND]), new SampleBridges([FIRST, SECOND], "b")];
  await open(...NAMES);
  for (const name of ["base", "ethereum"] as const) await advance(before, name, 1, LAST);
  const optimism = sampleBridged("optimism");
  await advance(before, "optimism", 1, 20);
  await judge();
  await writeRange(db, optimism, before.range("optimism", 21, 40));
  const forkBlock = before.blockAt("optimism", 20);
  const range = after.range("optimism", 21, 60);
  const [first, ...rest] = range.blocks;
  const blocks = first === undefined ? [] : [{ ...first, parentHash: forkBlock.hash }, ...rest];
  await replaceBranch(db, optimism, { forkBlock, cause: "reorg", ...range, blocks });
  await advance(after, "optimism", 61, LAST);
  const steps: string[] = [];
  await screenCrossChain({ db, inputs }, ({ kind }) => steps.push(kind));
  expect(steps).toEqual(["read", "judged", "idle"]);
  expect(await hops()).toHaveLength(1);
});

test("what rested on a lane that an operator set back is withdrawn, and comes back with the blocks", async () => {
  const sample = new SampleBridges([FIRST, SECOND]);
  await tellAll(sample);
  const before = await hops();
  const base = sampleBridged("base");
  // Both the first arrival and the second departure lie above the fork; the alert itself is of another chain.
  await stopLane(db.kysely, base.id, { reason: "rewritten below final", forkBlock: 15 });
  await judge();
  expect(await hops()).toEqual(before);
  await rebuildLane(db, inputs, base);
  await judge();
  expect(await hops()).toEqual([]);
  await upsertTip(db.kysely, base.id, { head: sample.blockAt("base", LAST), finalizedNumber: LAST });
  await screenLane({ db, inputs, policyOf: () => "proof" }, base);
  await judge();
  expect(contentOf(await hops())).toEqual(contentOf(before));
});

test("retention waits until a chain's blocks are read; without them a rebuild gives the same from the legs' own copies", async () => {
  const sample = new SampleBridges([FIRST, SECOND]);
  await open(...NAMES);
  for (const name of NAMES) await advance(sample, name, 1, LAST);
  const base = sampleBridged("base");
  const reason = async () => {
    const old = { before: Number.MAX_SAFE_INTEGER, now: 0, isDryRun: true };
    return (await cutLedger(db, inputs, base, old)).kept?.reason;
  };
  expect(await reason()).toBe("unsettled");
  await judge();
  expect(await reason()).toBe("remembered");
  await upsertCut(db.kysely, base.id, { block: 99, blockTime: sample.blockAt("base", 99).time, cutAt: 0 });
  for (const table of ["transfer", "bridge_event"]) {
    await db.pool.query(`delete from ${table} where chain_id = ${base.id} and block_number < 100`);
  }
  await db.pool.query(`delete from block where chain_id = ${base.id} and number < 100`);
  expect(await rebuildCrossChain({ db: screener, inputs })).toMatchObject({ identical: 1, repaired: [] });
  await db.pool.query("truncate cut");
});

test("amounts that no bridge carries and ids said twice join nothing, and stop nothing", async () => {
  const most = (2n ** 256n - 1n).toString().replace(/(\d{6})$/, ".$1");
  const sample = new SampleBridges([
    { ...FIRST, amount: most },
    { ...SECOND, amount: most },
    { ...FIRST, amount: "0", atS: 700 },
  ]);
  await tellAll(sample);
  expect(await hops()).toHaveLength(1);
  expect(await findHopLane(db.kysely, 1)).toMatchObject({
    faultCount: 1,
    faultText: expect.stringContaining("moves nothing"),
  });
  // The same id once more: whoever came first has it.
  await db.pool.query(
    "insert into hop_leg select chain_id, block_number, log_index + 500, clock, direction, bridge, match_key, remote_chain, holder, payment, '{}' from hop_leg where direction = 'departure'",
  );
  await db.pool.query("update hop_stage set judged_before = 0");
  await db.pool.query("update hop_leg set outcome = '{}'");
  await db.pool.query("truncate alert, evidence, event");
  await judge();
  expect(await hops()).toHaveLength(1);
});

test("it holds all lanes before it writes to one, as a lane does that wants proof of the same payment: neither waits for the other", async () => {
  await importList(listed(A));
  await open(...NAMES);
  const sample = new SampleBridges([FIRST, SECOND]);
  for (const name of NAMES) await advance(sample, name, 1, 5);
  await judge();
  for (const name of NAMES) await advance(sample, name, 6, LAST);
  await db.pool.query("truncate proof_wanted");
  await besideLane(db, sampleBridged("base"), () => screenCrossChain({ db: screener, inputs }));
  expect((await hops()).map(({ chainId }) => chainId).sort((a, b) => a - b)).toEqual([10, 8453]);
});
