import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Entry } from "@redflag/domain/entry";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { listChainEventsAfter } from "@redflag/store/event-read";
import { findLane, insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { listSuccessors } from "@redflag/store/succession";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, expect, test } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { sampleLane as chain, LISTED, PAYER, SampleChain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

const db: Database = await openTestDatabase();
let inputs = new InputCache();
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
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, bridge_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event, succeeds, profile, graph_state, withheld, screening_gap, ${LIST_TABLES}`,
  );
  inputs = new InputCache();
});

const screen = () => screenLane({ db, inputs, policyOf: () => "proof" }, chain);
const store = (sample: SampleChain, from: number, to = sample.head) => writeRange(db, chain, sample.range(from, to));
const finalize = (sample: SampleChain, finalizedNumber = sample.head) =>
  upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber });
const rescreen = (options: Parameters<typeof rescreenLane>[3] = {}) => rescreenLane(db, inputs, chain, options);
const lane = () => findLane(db.kysely, chain.id);

async function alerts(): Promise<StoredAlert[]> {
  const all: StoredAlert[] = [];
  for await (const alert of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: true })) all.push(alert);
  return all;
}

const events = async () =>
  (await listChainEventsAfter(db.kysely, chain.id, 0, 100)).map(({ payload }) => AlertEventPayload.parse(payload));

const changesOf = ({ type, transfers }: AlertEventPayload) =>
  `${type.replace("alert.", "")}: ${transfers.map(({ change }) => change).join(" ")}`;

/** Every table that screening writes, whole. */
async function dump(): Promise<unknown> {
  const tables = ["lane", "epoch", "alert", "evidence", "event", "succeeds", "profile", "withheld", "screening_gap"];
  return Promise.all(tables.map(async (table) => (await db.pool.query(`select * from ${table} order by 1, 2`)).rows));
}

/** Two payments of one episode, stored and screened from block 1 on, all final. */
async function twoPayments(): Promise<SampleChain> {
  await insertLane(db.kysely, chain.id, 1);
  const sample = new SampleChain().mine().mine({ tx: "p1" }).mine({ tx: "p2" });
  await store(sample, 1);
  await finalize(sample);
  return sample;
}

test("a list that came later is held against the past, and each alert is told", async () => {
  await twoPayments();
  await screen();
  expect(await alerts()).toEqual([]);
  await importList(listed);
  const report = await rescreen();
  expect(report).toMatchObject({ generation: 2, isNew: true, alerts: 1, identical: 0, changed: [], withdrawn: [] });
  expect(await alerts()).toMatchObject([{ alert: { id: report.added[0], state: "final", evidenceCount: 2 } }]);
  expect((await events()).map(changesOf)).toEqual(["created: added", "updated: added", "final: final final"]);
  expect((await events())[0]?.rescreen).toEqual({ generation: 2, succeededBy: [] });
});

test("what today's lists do not give is withdrawn, final or not; what they give otherwise is restated", async () => {
  await importList(listed, { ...listed, address: PAYER });
  await twoPayments();
  await screen();
  const before = await alerts();
  await importList({ ...listed, severity: "HIGH" });
  const report = await rescreen();
  const [kept, gone] = [LISTED, PAYER].map(
    (address) => before.find(({ alert }) => alert.subject === address)?.alert.id,
  );
  expect(report).toMatchObject({ alerts: 1, identical: 0, changed: [kept], added: [], withdrawn: [{ id: gone }] });
  const byId = new Map((await alerts()).map(({ alert }) => [alert.id, alert]));
  expect(byId.get(gone ?? "0x")).toMatchObject({ state: "withdrawn" });
  expect(byId.get(kept ?? "0x")).toMatchObject({ state: "final", severity: "HIGH" });
  expect((await events()).slice(-4).map(changesOf).sort()).toEqual([
    "final: final final",
    "updated: restated",
    "updated: restated",
    "withdrawn: retracted retracted",
  ]);
});

test("a rebuild afterwards reproduces the newest generation byte for byte, and older epochs stay", async () => {
  await importList(listed);
  const sample = await twoPayments();
  await screen();
  await importList({ ...listed, severity: "HIGH" }, { ...listed, address: PAYER });
  await rescreen();
  await store(sample.mine({ tx: "p3" }).mine(), 4);
  await screen();
  const before = await dump();
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ alerts: 2, identical: 2, repaired: [] });
  expect(await dump()).toEqual(before);
  const { rows } = await db.pool.query("select generation, seq, from_block from epoch order by seq");
  expect(rows).toEqual([
    { generation: 1, seq: 1, from_block: 1 },
    { generation: 2, seq: 2, from_block: 1 },
  ]);
});

test("with the same inputs and start it does nothing; a dry run says it all and changes nothing", async () => {
  await twoPayments();
  await screen();
  await importList(listed);
  const before = await dump();
  const would = await rescreen({ isDryRun: true });
  expect(await dump()).toEqual(before);
  const did = await rescreen();
  expect(would).toEqual({ ...did, isDryRun: true });
  const after = await dump();
  expect(await rescreen()).toEqual({
    ...did,
    isNew: false,
    blocks: 0,
    transfers: 0,
    identical: 1,
    added: [],
    lookbacks: [],
  });
  expect(await dump()).toEqual(after);
});

test("older blocks put in front: an episode that began earlier succeeds the one that stood, which is told", async () => {
  await importList(listed);
  await insertLane(db.kysely, chain.id, 3);
  const sample = new SampleChain().mine().mine({ tx: "p1" }).mine({ tx: "p2" }).mine({ tx: "p3" });
  await store(sample, 3);
  await finalize(sample);
  await screen();
  const [stood] = await alerts();
  await store(sample, 1, 2);
  const report = await rescreen({ startBlock: 1 });
  const [successor] = report.added;
  expect(report).toMatchObject({
    startBlock: 1,
    blocks: 4,
    withdrawn: [{ id: stood?.alert.id, succeededBy: [successor] }],
  });
  expect(await listSuccessors(db.kysely, stood?.alert.id ?? "0x")).toEqual([{ alertId: successor, generation: 2 }]);
  const withdrawal = (await events()).find(({ type }) => type === "alert.withdrawn");
  expect(withdrawal).toMatchObject({ alert: stood?.alert.id, rescreen: { generation: 2, succeededBy: [successor] } });
  expect(await lane()).toMatchObject({ startBlock: 1, finalPosition: 4, checkpointPosition: 4, generation: 2 });
  expect((await rebuildLane(db, inputs, chain)).repaired).toEqual([]);
});

test("rules that need a history see the longer past", async () => {
  const account = (byte: string) => `0x${byte.repeat(20)}` as const;
  const [GIVER, RELAY, TAKER] = [account("c1"), account("c2"), account("c3")];
  const sample = new SampleChain()
    .mine()
    .mineAfter(8 * DAY_S, { tx: "in", from: GIVER, to: RELAY, amount: 5_000_000_000n })
    .mine({ tx: "out", from: RELAY, to: TAKER, amount: 4_900_000_000n });
  await insertLane(db.kysely, chain.id, 2);
  await store(sample, 2);
  await finalize(sample);
  await screen();
  expect(await alerts()).toEqual([]);
  await store(sample, 1, 1);
  await rescreen({ startBlock: 1 });
  expect(await alerts()).toMatchObject([
    { alert: { heuristic: "rapid-pass-through", subject: RELAY, state: "final" } },
  ]);
  expect((await rebuildLane(db, inputs, chain)).repaired).toEqual([]);
});

test("blocks in front must be there without a gap, final on the chain, and checked as the policy asks", async () => {
  await insertLane(db.kysely, chain.id, 4);
  const sample = new SampleChain().mine().mine().mine().mine().mine();
  await store(sample, 4);
  await screen();
  await store(sample, 1, 1);
  await store(sample, 3, 3);
  await expect(rescreen({ startBlock: 1 })).rejects.toMatchObject({
    code: "past_missing",
    detail: "demo block 2, and the lane begins at 4",
  });
  await writeRange(db, chain, { ...sample.range(2, 2), level: "bloom" });
  await finalize(sample, 2);
  await expect(rescreen({ startBlock: 1 })).rejects.toMatchObject({
    code: "past_unchecked",
    detail: "demo blocks 3 to 3 are not final on the chain yet",
  });
  await finalize(sample, 5);
  await expect(rescreen({ startBlock: 1 })).rejects.toMatchObject({
    code: "past_unchecked",
    detail: expect.stringMatching(/^demo blocks 2 to 2 are checked to the level "bloom" only/),
  });
  expect(await lane()).toMatchObject({ startBlock: 4, generation: 1 });
  expect(await rescreen({ startBlock: 1, policy: "bloom" })).toMatchObject({ startBlock: 1, blocks: 5 });
});

test("a stopped lane is not screened again: a rebuild comes first", async () => {
  await twoPayments();
  await screen();
  await db.pool.query("update lane set stopped_reason = 'out of order', stopped_fork = 1");
  await expect(rescreen()).rejects.toMatchObject({ code: "lane_stopped" });
});
