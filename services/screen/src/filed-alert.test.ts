import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Entry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import { openDatabase } from "@redflag/store/database";
import { listChainEventsAfter } from "@redflag/store/event-read";
import { listAnnotations } from "@redflag/store/filed-alert";
import { fileReport } from "@redflag/store/filed-alert.samples";
import { insertLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { listSuccessors } from "@redflag/store/succession";
import { upsertTip } from "@redflag/store/tip";
import { inTransaction } from "@redflag/store/transaction";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabaseUrl, LIST_TABLES, urlOf } from "../../../tests/test-database.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { sampleLane as chain, LISTED, PAYER, SampleChain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

/* An alert that was filed, by the API's login, and a lane that goes on, by its own. */

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 4 });
const lane = await openDatabase({ url: urlOf("redflag_screen", url), applicationName: "test", poolMax: 2 });
const api = await openDatabase({ url: urlOf("redflag_api", url), applicationName: "test", poolMax: 2 });
afterAll(() => Promise.all([db, lane, api].map((one) => one.close())));
let inputs = new InputCache();

const listed: Entry = {
  address: LISTED,
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Test authority",
  confidence: 100,
  sharing: "TLP:CLEAR",
};
const payer: Entry = { ...listed, address: PAYER };

const importList = (...entries: Entry[]) =>
  importListVersion(db, { list: { id: "test", title: "Test", authority: "Test authority" }, entries, source: "test" });

const STAYS = ["filed_alert", "alert_annotation", "report"];

beforeEach(async () => {
  const triggers = (verb: string) => STAYS.map((t) => `alter table ${t} ${verb} trigger ${t}_stays;`).join("\n");
  await db.pool.query(
    `${triggers("disable")}
     truncate tip, block, transfer, issuer_event, bridge_event, refused_log, coverage, rewind, lane, epoch, alert, evidence, event,
       succeeds, profile, graph_state, withheld, screening_gap, filed_alert, alert_annotation, told_alert, told_pending, ${LIST_TABLES};
     ${triggers("enable")}`,
  );
  inputs = new InputCache();
});

const screen = () => screenLane({ db: lane, inputs, policyOf: () => "proof" }, chain);
const rescreen = (startBlock?: number) =>
  rescreenLane(lane, inputs, chain, startBlock === undefined ? {} : { startBlock });
const rebuild = () => rebuildLane(db, inputs, chain);
const store = (sample: SampleChain, from: number, to = sample.head) => writeRange(db, chain, sample.range(from, to));
const finalize = (sample: SampleChain, finalizedNumber = sample.head) =>
  upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber });
const alerts = (): Promise<StoredAlert[]> =>
  Array.fromAsync(streamAlerts(db.kysely, { chainId: chain.id, withdrawn: true }));
const alertOf = async (id: Hash) => (await alerts()).find(({ alert }) => alert.id === id);
const kinds = async (id: Hash) => (await listAnnotations(db.kysely, id)).map(({ kind }) => kind);
const file = (...ids: Hash[]) => inTransaction(api, (tx) => fileReport(tx, ids));

async function events() {
  const all = await listChainEventsAfter(db.kysely, chain.id, 0, 100);
  return all.map(({ payload }) => AlertEventPayload.parse(payload));
}

/** Every table that screening writes, whole. */
async function dump(): Promise<unknown> {
  const tables = ["lane", "alert", "evidence", "event", "succeeds", "alert_annotation", "told_alert", "told_pending"];
  return Promise.all(tables.map(async (table) => (await db.pool.query(`select * from ${table} order by 1, 2`)).rows));
}

/** Payments of one episode from block 2 on, all final and screened; the alert about whom the list names is filed. */
async function filedAlert({
  txs = ["p1", "p2"],
  start = 1,
} = {}): Promise<{ sample: SampleChain; filed: StoredAlert }> {
  await importList(listed);
  await insertLane(db.kysely, chain.id, start);
  const sample = new SampleChain().mine();
  for (const tx of txs) sample.mine({ tx });
  await store(sample, start);
  await finalize(sample);
  await screen();
  const [filed] = await alerts();
  if (filed === undefined) throw new Error("the list names who was paid");
  expect(await file(filed.alert.id)).toEqual([filed.alert.id]);
  return { sample, filed };
}

test("what today's lists do not give stands as it was filed, is annotated once, and nobody is told", async () => {
  const { filed } = await filedAlert();
  const { id } = filed.alert;
  const before = await events();
  await importList(payer);
  const report = await rescreen();
  expect(report).toMatchObject({
    withdrawn: [],
    annotated: [id],
    alerts: 1,
    identical: 0,
    added: [expect.any(String)],
  });
  expect(await alertOf(id)).toEqual(filed);
  expect(await listAnnotations(db.kysely, id)).toMatchObject([
    { seq: 1, kind: "not_found_again", generation: 2, succeededBy: [] },
  ]);
  expect((await events()).slice(before.length).filter(({ alert }) => alert === id)).toEqual([]);
  // What exchanges were told of the payments is taken back as of any: keeping it would tell them.
  const { rows } = await db.pool.query("select distinct state from told_alert");
  expect(rows).toEqual([{ state: "withdrawn" }]);

  const after = await dump();
  expect(await rescreen()).toMatchObject({ isNew: false, alerts: 1, identical: 1, annotated: [id] });
  expect(await rebuild()).toMatchObject({ alerts: 1, identical: 1, repaired: [], annotated: [id] });
  expect(await rebuild()).toMatchObject({ repaired: [], annotated: [id] });
  expect(await dump()).toEqual(after);
});

test("given again on a later version of the list it differs from what was filed; and it may be lost again", async () => {
  const { filed } = await filedAlert();
  const { id } = filed.alert;
  await importList();
  await rescreen();
  const told = await events();
  await importList(listed);
  expect(await rescreen()).toMatchObject({ alerts: 1, annotated: [] });
  expect(await kinds(id)).toEqual(["not_found_again", "differs"]);
  expect((await events()).length).toBeGreaterThan(told.length);
  await importList();
  expect(await rescreen()).toMatchObject({ alerts: 0, annotated: [id], withdrawn: [] });
  expect(await kinds(id)).toEqual(["not_found_again", "differs", "not_found_again"]);
  expect(await rebuild()).toMatchObject({ alerts: 0, repaired: [], annotated: [id] });
});

test("evidence that is other now follows the past, and the annotation has both revisions", async () => {
  const { filed } = await filedAlert();
  const { id, revision } = filed.alert;
  await importList({ ...listed, severity: "HIGH" });
  expect(await rescreen()).toMatchObject({ changed: [id], annotated: [], withdrawn: [] });
  const now = (await alertOf(id))?.alert;
  expect(now).toMatchObject({ severity: "HIGH", state: "final" });
  expect(await listAnnotations(db.kysely, id)).toMatchObject([
    { kind: "differs", generation: 2, filed: [revision], now: now?.revision },
  ]);
  const after = await dump();
  expect(await rebuild()).toMatchObject({ identical: 1, repaired: [], annotated: [] });
  expect(await dump()).toEqual(after);
});

test("what was found beside what was filed is no difference, and a reorg takes it back", async () => {
  const { sample, filed } = await filedAlert();
  const { id } = filed.alert;
  await store(sample.mine({ tx: "p3" }), 4);
  await screen();
  expect(await alertOf(id)).toMatchObject({ alert: { state: "provisional", evidenceCount: 3 } });
  const other = sample.fork("b", 3).mine().mine();
  await replaceBranch(db, chain, { forkBlock: other.blockAt(3), cause: "reorg", ...other.range(4) });
  await screen();
  expect(await alertOf(id)).toMatchObject({ alert: { state: "final", revision: filed.alert.revision } });
  expect(await kinds(id)).toEqual([]);
});

test("an episode that began earlier succeeds the filed one, which stands beside it", async () => {
  const { sample, filed } = await filedAlert({ txs: ["p1", "p2", "p3"], start: 3 });
  const { id } = filed.alert;
  await store(sample, 1, 2);
  const report = await rescreen(1);
  const [successor] = report.added;
  expect(report).toMatchObject({ withdrawn: [], annotated: [id], alerts: 1 });
  expect(await listSuccessors(db.kysely, id)).toEqual([{ alertId: successor, generation: 2 }]);
  expect(await listAnnotations(db.kysely, id)).toMatchObject([{ kind: "not_found_again", succeededBy: [successor] }]);
  // A further payment is the successor's, and a rebuild says the same.
  await store(sample.mine({ tx: "p4" }), 5);
  await finalize(sample);
  await screen();
  expect(await alertOf(id)).toEqual(filed);
  expect(await alertOf(successor ?? "0x")).toMatchObject({ alert: { evidenceCount: 4, state: "final" } });
  expect(await rebuild()).toMatchObject({ alerts: 1, identical: 1, repaired: [], annotated: [id] });
});

test("a payment after it opens an episode of its own where the past does not give the filed one", async () => {
  const { sample, filed } = await filedAlert();
  const { id } = filed.alert;
  await importList();
  await rescreen();
  await importList(listed);
  await store(sample.mine({ tx: "p3" }), 4);
  await screen();
  expect(await alertOf(id)).toEqual(filed);
  expect((await alerts()).map(({ alert }) => alert.evidenceCount).sort()).toEqual([1, 2]);
  expect(await rebuild()).toMatchObject({ alerts: 1, identical: 1, repaired: [], annotated: [id] });
});

test("a chain that breaks its word leaves what was filed, until the payment is found elsewhere", async () => {
  const { sample, filed } = await filedAlert();
  const { id } = filed.alert;
  await db.pool.query("update lane set stopped_reason = 'rewritten', stopped_fork = 1");
  await rebuild();
  const without = sample.fork("b", 1).mine().mine().mine();
  await replaceBranch(db, chain, { forkBlock: without.blockAt(1), cause: "reorg", ...without.range(2) });
  await screen();
  expect((await alertOf(id))?.evidence).toEqual(filed.evidence);
  expect(await alertOf(id)).toMatchObject({ alert: { state: "final", revision: filed.alert.revision } });
  expect(await kinds(id)).toEqual(["not_found_again"]);
  const elsewhere = without.fork("c", 3).mine({ tx: "p1" }, { tx: "p2" }).mine();
  await replaceBranch(db, chain, { forkBlock: elsewhere.blockAt(3), cause: "reorg", ...elsewhere.range(4) });
  await finalize(elsewhere);
  await screen();
  expect(await alertOf(id)).toMatchObject({ alert: { state: "final", evidenceCount: 2, firstBlock: 4 } });
  expect(await kinds(id)).toEqual(["not_found_again", "differs"]);
  expect((await events()).filter(({ type }) => type === "alert.withdrawn")).toEqual([]);
  expect(await rebuild()).toMatchObject({ alerts: 1, identical: 1, repaired: [], annotated: [] });
});

test("blocks that come back give it exactly as it was filed, and it goes on as any", async () => {
  const { sample, filed } = await filedAlert();
  const { id } = filed.alert;
  await db.pool.query("update lane set stopped_reason = 'rewritten', stopped_fork = 1");
  await rebuild();
  const without = sample.fork("b", 1).mine().mine().mine();
  await replaceBranch(db, chain, { forkBlock: without.blockAt(1), cause: "reorg", ...without.range(2) });
  await screen();
  const told = await events();
  await replaceBranch(db, chain, { forkBlock: sample.blockAt(1), cause: "reorg", ...sample.range(2) });
  await finalize(sample);
  await screen();
  expect(await alertOf(id)).toMatchObject({ alert: { state: "final", revision: filed.alert.revision } });
  expect(await kinds(id)).toEqual(["not_found_again", "found_again"]);
  expect((await events()).slice(told.length).map(({ type }) => type)).toEqual(["alert.final"]);
  await store(sample.mine({ tx: "p3" }), 4);
  await screen();
  expect(await alertOf(id)).toMatchObject({ alert: { evidenceCount: 3 } });
  expect(await rebuild()).toMatchObject({ alerts: 1, identical: 1, repaired: [], annotated: [] });
});

test("filed while the past is screened again: the one waits for the other, and none is both filed and withdrawn", async () => {
  await importList(listed, payer);
  await insertLane(db.kysely, chain.id, 1);
  const sample = new SampleChain().mine({ tx: "p1" });
  await store(sample, 1);
  await finalize(sample);
  await screen();
  const ids = (await alerts()).map(({ alert }) => alert.id);
  const [first, second] = ids as [Hash, Hash];
  await importList();
  // Filing comes first: screening finds the alert filed once it may go on.
  let rescreening: ReturnType<typeof rescreen> | undefined;
  await inTransaction(api, async (tx) => {
    expect(await fileReport(tx, [first])).toEqual([first]);
    rescreening = rescreen();
    await waitsForLock();
  });
  expect(await rescreening).toMatchObject({ annotated: [first], withdrawn: [{ id: second }] });
  // Screening came first: there is nothing left to file.
  expect(await file(second)).toEqual([]);
});

async function waitsForLock(): Promise<void> {
  for (;;) {
    const { rows } = await db.pool.query(
      "select from pg_stat_activity where datname = current_database() and usename = 'redflag_screen' and wait_event_type = 'Lock'",
    );
    if (rows.length > 0) return;
  }
}
