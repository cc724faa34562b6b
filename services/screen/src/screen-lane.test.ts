import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Alert } from "@redflag/domain/alert";
import type { Entry, ListedEntry } from "@redflag/domain/entry";
import { countAlerts, streamAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { listChainEventsAfter } from "@redflag/store/event-read";
import { findLane, insertLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, describe, expect, test } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { sampleLane as chain, LISTED, PAYER, SampleChain } from "./sample-chain.ts";
import { screenHead } from "./screen-head.ts";
import { screenLane } from "./screen-lane.ts";

const db: Database = await openTestDatabase();
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

const list = { id: "test", title: "Test", authority: "Test authority" };
const importList = (entries: Entry[]) => importListVersion(db, { list, entries, source: "test" });

beforeEach(async () => {
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, bridge_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event, profile, graph_state, ${LIST_TABLES}`,
  );
  inputs = new InputCache();
  await importList([listed]);
  await insertLane(db.kysely, chain.id, 1);
});

const screen = () => screenLane({ db, inputs, policyOf: () => "proof" }, chain);
const store = (sample: SampleChain, from = 1, to = sample.head) => writeRange(db, chain, sample.range(from, to));
const finalize = (sample: SampleChain, finalizedNumber: number) =>
  upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber });

async function reorg(sample: SampleChain, forkBlock: number): Promise<void> {
  const fork = sample.blockAt(forkBlock);
  await replaceBranch(db, chain, { forkBlock: fork, cause: "reorg", ...sample.range(forkBlock + 1) });
}

async function listAlerts(withdrawn = true): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for await (const { alert } of streamAlerts(db.kysely, { chainId: chain.id, withdrawn })) alerts.push(alert);
  return alerts;
}

async function told(): Promise<string[]> {
  return (await listChainEventsAfter(db.kysely, chain.id, 0, 100)).map(({ payload }) => {
    const { type, transfers } = AlertEventPayload.parse(payload);
    return `${type.replace("alert.", "")}: ${transfers.map(({ change }) => change).join(" ")}`;
  });
}

describe("at the head", () => {
  test("a payment to a listed address alerts provisionally, once, however often the step runs", async () => {
    await store(new SampleChain().mine().mine({ tx: "p1" }).mine());
    expect(await screen()).toMatchObject({ blocks: 3, transfers: 1, events: 1 });
    expect(await screen()).toMatchObject({ blocks: 0, events: 0 });
    expect(await listAlerts()).toMatchObject([
      { subject: LISTED, state: "provisional", evidenceCount: 1, firstBlock: 2 },
    ]);
    expect(await told()).toEqual(["created: added"]);
  });

  test("each further payment of the episode is told by itself; a quiet day opens another alert", async () => {
    await store(new SampleChain().mine({ tx: "p1" }, { tx: "p2" }).mine({ tx: "p3" }).mineAfter(86_401, { tx: "p4" }));
    await screen();
    expect((await listAlerts()).map((a) => a.evidenceCount)).toEqual([3, 1]);
    expect(await told()).toEqual(["created: added", "updated: added", "updated: added", "created: added"]);
  });

  test("stops at the first block that is missing, and goes on when it comes", async () => {
    const sample = new SampleChain().mine().mine({ tx: "p1" }).mine({ tx: "p2" });
    await store(sample, 1, 1);
    await store(sample, 3, 3);
    expect(await screen()).toMatchObject({ blocks: 1 });
    expect(await countAlerts(db.kysely, chain.id)).toBe(0);
    await store(sample, 2, 2);
    expect(await screen()).toMatchObject({ blocks: 2, events: 2 });
  });

  test("two workers at once do the work once", async () => {
    await store(new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2" }));
    const steps = await Promise.all([1, 2, 3].map(() => screenHead({ db, inputs: new InputCache() }, chain)));
    expect(steps.filter((step) => step.kind === "advanced")).toHaveLength(1);
    expect(await told()).toHaveLength(2);
  });

  test("a rule that throws stops the lane loudly at that block; nothing of the step is kept, and rebuild goes on", async () => {
    await store(new SampleChain().mine({ tx: "p1" }).mine());
    const broken = new InputCache();
    const entry = Object.defineProperty({ ...listed }, "category", {
      get() {
        throw new Error("out of order");
      },
    });
    broken.matcherFor = async () => ({ find: () => [entry as ListedEntry], size: 1 });
    const stopped = await screenLane({ db, inputs: broken, policyOf: () => "proof" }, chain);
    expect(stopped.stopped).toMatch(/^mixer-contact version 1 failed on block 1, transaction 0x.*: out of order$/);
    expect(await screen()).toMatchObject({ blocks: 0, stopped: stopped.stopped });
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ resumed: true, alerts: 1 });
  });

  test("a list change holds from the next block on, and is recorded as an epoch", async () => {
    const sample = new SampleChain().mine({ tx: "p1", to: PAYER, from: LISTED });
    await importList([]);
    await store(sample);
    await screen();
    expect(await countAlerts(db.kysely, chain.id)).toBe(0);
    await importList([listed]);
    await store(sample.mine({ tx: "p2" }), 2);
    await screen();
    expect(await listAlerts()).toMatchObject([{ firstBlock: 2, evidenceCount: 1 }]);
    expect(
      (await listEpochs(db.kysely, { chainId: chain.id, generation: 1 })).map((e) => [e.fromBlock, e.inputs.lists]),
    ).toEqual([
      [1, { test: 2 }],
      [2, { test: 3 }],
    ]);
  });
});

describe("a reorg", () => {
  test("that removes a payment withdraws its alert; one that brings it back reinstates the same id", async () => {
    const first = new SampleChain().mine().mine({ tx: "p1" }).mine();
    await store(first);
    await screen();
    const [before] = await listAlerts();
    const second = first.fork("b", 1).mine().mine();
    await reorg(second, 1);
    await screen();
    expect(await listAlerts()).toMatchObject([{ id: before?.id, state: "withdrawn" }]);
    await reorg(second.fork("c", 2).mine({ tx: "p1" }).mine(), 2);
    await screen();
    expect(await listAlerts()).toMatchObject([{ id: before?.id, state: "provisional", firstBlock: 3 }]);
    expect(await told()).toEqual(["created: added", "withdrawn: retracted", "created: added"]);
  });

  test("that moves a payment to another block in one step is told as moved", async () => {
    const first = new SampleChain().mine().mine({ tx: "p1" }).mine();
    await store(first);
    await screen();
    await reorg(first.fork("b", 1).mine().mine({ tx: "p1" }), 1);
    await screen();
    expect(await told()).toEqual(["created: added", "updated: moved"]);
    expect(await listAlerts()).toMatchObject([{ state: "provisional", firstBlock: 3, stateSeq: 2 }]);
  });

  test("that takes the payment which opened the episode leaves the rest under the name of the next", async () => {
    const first = new SampleChain().mine().mine({ tx: "p1" }).mine({ tx: "p2" });
    await store(first);
    await screen();
    await reorg(first.fork("b", 1).mine().mine({ tx: "p2" }), 1);
    await screen();
    const alerts = await listAlerts();
    expect(alerts.map((a) => [a.state, a.evidenceCount]).sort()).toEqual([
      ["provisional", 1],
      ["withdrawn", 2],
    ]);
    expect(new Set(alerts.map((a) => a.id)).size).toBe(2);
  });

  test("re-screens with today's list, also below where the list had changed", async () => {
    await importList([]);
    const first = new SampleChain().mine().mine().mine();
    await store(first);
    await screen();
    await importList([listed]);
    await reorg(first.fork("b", 1).mine({ tx: "p1" }).mine(), 1);
    await screen();
    expect(await listAlerts()).toMatchObject([{ firstBlock: 2 }]);
    expect((await rebuildLane(db, inputs, chain)).repaired).toEqual([]);
  });

  test("below final stops the lane loudly, and rebuild sets it going", async () => {
    const first = new SampleChain().mine().mine({ tx: "p1" }).mine();
    await store(first);
    await finalize(first, 3);
    await screen();
    const second = first.fork("b", 1).mine().mine().mine();
    await expect(reorg(second, 1)).rejects.toMatchObject({ code: "reorg_below_final" });
    expect((await screen()).stopped).toContain("final");
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ resumed: true, repaired: [] });
    // Before anybody has looked at the chain again, the view that was wrong makes nothing final.
    await screen();
    expect((await findLane(db.kysely, chain.id))?.finalPosition).toBe(1);
    await reorg(second, 1);
    await screen();
    expect(await listAlerts()).toMatchObject([{ state: "withdrawn" }]);
  });
});

describe("finality", () => {
  test("makes alerts final up to the chain's final block, and provisional again with new evidence", async () => {
    const sample = new SampleChain().mine({ tx: "p1" }).mine();
    await store(sample);
    await finalize(sample, 1);
    await screen();
    expect(await listAlerts()).toMatchObject([{ state: "final", stateSeq: 1 }]);
    await store(sample.mine({ tx: "p2" }), 3);
    await screen();
    expect(await listAlerts()).toMatchObject([{ state: "provisional", evidenceCount: 2 }]);
    await finalize(sample, 3);
    await screen();
    expect(await listAlerts()).toMatchObject([{ state: "final" }]);
    expect(await told()).toEqual(["created: added", "final: final", "updated: added", "final: final"]);
  });

  test("waits for the check that the policy asks for", async () => {
    const sample = new SampleChain().mine({ tx: "p1" }).mine();
    await writeRange(db, chain, { ...sample.range(1), level: "bloom" });
    await finalize(sample, 2);
    await screen();
    expect((await findLane(db.kysely, chain.id))?.finalPosition).toBe(0);
    await screenLane({ db, inputs, policyOf: () => "bloom" }, chain);
    expect(await findLane(db.kysely, chain.id)).toMatchObject({ finalPosition: 2, checkpointPosition: 2 });
  });
});

describe("rebuild", () => {
  test("reproduces every alert byte for byte after reorgs and list changes", async () => {
    const first = new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2" }).mine();
    await store(first);
    await screen();
    await importList([{ ...listed, severity: "HIGH" }]);
    const second = first.fork("b", 1).mine().mine({ tx: "p2" }).mine({ tx: "p3", from: LISTED, to: PAYER });
    await reorg(second, 1);
    await finalize(second, 2);
    await screen();
    const before = await listAlerts();
    const toldBefore = await told();
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({
      alerts: 1,
      identical: 1,
      repaired: [],
      transfers: 3,
    });
    expect(await listAlerts()).toEqual(before);
    expect(await told()).toEqual(toldBefore);
    expect((await findLane(db.kysely, chain.id))?.checkpointPosition).toBe(2);
  });

  test("puts right what was tampered with, and says so", async () => {
    await store(new SampleChain().mine({ tx: "p1" }).mineAfter(86_401, { tx: "p2" }));
    await screen();
    await db.pool.query("update evidence set amount = 7 where block_number = 1");
    await db.pool.query("delete from evidence where block_number = 2");
    await db.pool.query("update alert set state = 'withdrawn' where first_block = 2");
    const before = await rebuildLane(db, inputs, chain);
    expect(before.repaired.map((r) => r.problem).sort()).toEqual(["differs", "missing"]);
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ alerts: 2, identical: 2, repaired: [] });
  });
});
