import { listAlertsOfSubject } from "@redflag/store/alert-lookup";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { findLane, insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { resetMemory } from "@redflag/store/memory";
import { countScreeningGaps, listScreeningGaps } from "@redflag/store/screening-gap";
import { upsertTip } from "@redflag/store/tip";
import { listWithheld } from "@redflag/store/withheld";
import { beforeEach, expect, test } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { sampleLane as chain, SampleChain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";
import { explainTransfer } from "./why.ts";

const db: Database = await openTestDatabase();
let inputs = new InputCache();

const [GIVER, RELAY, TAKER] = ["c1", "c2", "c3"].map((byte) => `0x${byte.repeat(20)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const DAY_S = 86_400;
const dollars = (amount: number) => BigInt(amount) * 1_000_000n;

beforeEach(async () => {
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event, profile, graph_state, withheld, screening_gap, ${LIST_TABLES}`,
  );
  inputs = new InputCache();
  await insertLane(db.kysely, chain.id, 1);
});

/** A week passes, then 5,000 dollars come in and 4,900 go out within a minute. */
function passThrough(): SampleChain {
  return new SampleChain()
    .mine({ tx: "before", from: GIVER, to: TAKER, amount: dollars(1) })
    .mineAfter(8 * DAY_S)
    .mine({ tx: "in", from: GIVER, to: RELAY, amount: dollars(5_000) })
    .mine({ tx: "out", from: RELAY, to: TAKER, amount: dollars(4_900) })
    .mine();
}

const screen = (given = inputs) => screenLane({ db, inputs: given, policyOf: () => "proof" }, chain);

async function store(sample: SampleChain, finalizedNumber: number): Promise<void> {
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber });
}

async function findings(): Promise<StoredAlert[]> {
  const alerts: StoredAlert[] = [];
  for await (const alert of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: true })) alerts.push(alert);
  return alerts;
}

const readProfiles = async () => (await db.pool.query("select * from profile order by address")).rows;

test("a rule with a memory speaks once the block is final, and what it says is final", async () => {
  const sample = passThrough();
  await store(sample, 3);
  await screen();
  expect(await findings()).toEqual([]);
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: 4 });
  await screen();
  const [found, ...others] = await findings();
  expect(others).toEqual([]);
  expect(found?.alert).toMatchObject({
    heuristic: "rapid-pass-through",
    subject: RELAY,
    state: "final",
    firstBlock: 4,
  });
  expect(found?.evidence).toMatchObject([
    { exposure: "BEHAVIORAL", isFinal: true, supporting: [{ block: { number: 3 }, transfer: { sender: GIVER } }] },
  ]);
  expect(found?.evidence[0]?.supporting[0]?.transfer.amount).toBe(dollars(5_000));
  expect(await findLane(db.kysely, chain.id)).toMatchObject({ checkpointPosition: 4, depthPosition: 4 });
});

test("folding again from an earlier checkpoint gives the same memory and says nothing twice", async () => {
  await store(passThrough(), 5);
  await screen();
  const [before, profiles] = [await findings(), await readProfiles()];
  expect(before).toHaveLength(1);
  await resetMemory(db.kysely, { chainId: chain.id, startBlock: 1 });
  await db.pool.query("update lane set checkpoint_position = 0");
  expect(await screen()).toMatchObject({ events: 0 });
  expect(await findings()).toEqual(before);
  expect(await readProfiles()).toEqual(profiles);
});

test("a rebuild reproduces it byte for byte, its counts too", async () => {
  await store(passThrough(), 5);
  await screen();
  const before = [await findings(), await readProfiles(), await listWithheld(db.kysely, chain.id)];
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
  expect([await findings(), await readProfiles(), await listWithheld(db.kysely, chain.id)]).toEqual(before);
});

test("a rebuild puts back a finding that is gone, and takes away one that never was", async () => {
  await store(passThrough(), 5);
  await screen();
  const before = await findings();
  await db.pool.query("delete from evidence; delete from event; delete from alert");
  const { repaired } = await rebuildLane(db, inputs, chain);
  expect(repaired).toMatchObject([{ problem: "missing" }]);
  expect((await findings()).map(({ evidence }) => evidence)).toEqual(before.map(({ evidence }) => evidence));
});

test("while the lane does not reach back far enough, a rule withholds its word, and it is counted", async () => {
  const sample = new SampleChain()
    .mine({ tx: "in", from: GIVER, to: RELAY, amount: dollars(5_000) })
    .mine({ tx: "out", from: RELAY, to: TAKER, amount: dollars(4_900) });
  await store(sample, 2);
  await screen();
  expect(await findings()).toEqual([]);
  const withheld = await listWithheld(db.kysely, chain.id);
  expect(withheld.length).toBeGreaterThanOrEqual(3);
  for (const row of withheld) expect(row).toMatchObject({ cause: "history_short", count: 2 });
});

test("a rule that throws leaves a gap at that transfer; the others go on, and a rebuild closes it", async () => {
  await store(passThrough(), 5);
  const broken = new InputCache();
  broken.ratesFor = async () => ({
    convert() {
      throw new Error("out of order");
    },
    explainMissing: () => "",
  });
  expect(await screen(broken)).not.toHaveProperty("stopped");
  const gaps = await listScreeningGaps(db.kysely, chain.id, { limit: 10 });
  expect(gaps.length).toBeGreaterThan(0);
  expect(gaps[0]?.reason).toContain("out of order");
  expect(await findLane(db.kysely, chain.id)).toMatchObject({ depthPosition: 5 });
  const [transfer] = passThrough().range(4).transfers;
  if (transfer === undefined) throw new Error("block 4 has a transfer");
  const said = await explainTransfer(db.kysely, inputs, chain, transfer);
  if (said.kind !== "screened") throw new Error("it is screened");
  expect(said.depth.map(({ assessment }) => assessment.outcome)).toContain("gap");

  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repaired: [{ problem: "missing" }] });
  expect(await countScreeningGaps(db.kysely, chain.id)).toBe(0);
  expect(await listAlertsOfSubject(db.kysely, chain.id, RELAY, 10)).toMatchObject([
    { heuristic: "rapid-pass-through" },
  ]);
});

test("why gives the figures that the lane judged by, from the sender's memory at that moment", async () => {
  await store(passThrough(), 5);
  await screen();
  const [alert] = await findings();
  const [transfer] = passThrough().range(4).transfers;
  if (transfer === undefined) throw new Error("block 4 has a transfer");
  const said = await explainTransfer(db.kysely, inputs, chain, transfer);
  if (said.kind !== "screened") throw new Error("it is screened");
  const assessment = said.depth.find(({ heuristic }) => heuristic === "rapid-pass-through")?.assessment;
  expect(assessment).toMatchObject({ outcome: "fires" });
  expect(assessment).toMatchObject({ figures: alert?.evidence[0]?.reasons[0]?.figures });
});
