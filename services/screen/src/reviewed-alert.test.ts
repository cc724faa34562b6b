import type { Alert } from "@redflag/domain/alert";
import type { Entry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { listAlertActions } from "@redflag/store/alert-action-read";
import { streamAlerts } from "@redflag/store/alert-read";
import { disposeAlert } from "@redflag/store/alert-review";
import { findReview } from "@redflag/store/alert-review-read";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { insertReviewPolicy } from "@redflag/store/review-policy";
import { upsertTip } from "@redflag/store/tip";
import { inTransaction } from "@redflag/store/transaction";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabaseUrl, LIST_TABLES, urlOf } from "../../../tests/test-database.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { sampleLane as chain, LISTED, SampleChain } from "./sample-chain.ts";
import { screenHead } from "./screen-head.ts";
import { screenLane } from "./screen-lane.ts";

/* What people have decided of an alert, and a lane that goes on: by the lane's own login, which may not write of it. */

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 4 });
const lane = await openDatabase({ url: urlOf("redflag_screen", url), applicationName: "test", poolMax: 2 });
afterAll(async () => {
  await lane.close();
  await db.close();
});
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

/** Alerts have the same ids again, and what was done with them stays: but for a test that begins anew. */
async function beginAnew(): Promise<void> {
  await db.pool.query(
    `alter table alert_action disable trigger alert_action_stays;
     truncate tip, block, transfer, issuer_event, bridge_event, refused_log, coverage, rewind, lane, epoch, alert, evidence,
       event, profile, graph_state, alert_action, alert_disposition, ${LIST_TABLES};
     alter table alert_action enable trigger alert_action_stays`,
  );
  inputs = new InputCache();
  const list = { id: "test", title: "Test", authority: "Test authority" };
  await importListVersion(db, { list, entries: [listed], source: "test" });
  await insertLane(db.kysely, chain.id, 1);
}
beforeEach(beginAnew);

const screen = () => screenLane({ db: lane, inputs, policyOf: () => "proof" }, chain);
const store = (sample: SampleChain, from = 1) => writeRange(db, chain, sample.range(from));

async function getAlert(): Promise<Alert> {
  for await (const { alert } of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: true })) return alert;
  throw new Error("something was found");
}

const close = (id: Hash) =>
  inTransaction(db, (tx) =>
    disposeAlert(tx, id, { disposition: "humanitarian", reason: "relief", author: "Ada", nowMs: Date.now() }),
  );
const stateOf = async (id: Hash) => (await findReview(db.kysely, id))?.review.state;
const actionsOf = async (id: Hash) => (await listAlertActions(db.kysely, id, { limit: 10 })).map(({ kind }) => kind);

test("a further payment of the episode opens a closed alert again, with the evidence and not after it", async () => {
  const sample = new SampleChain().mine({ tx: "p1" });
  await store(sample);
  await screen();
  const { id, revision } = await getAlert();
  await close(id);
  await screen();
  expect(await stateOf(id)).toBe("closed");

  await store(sample.mine({ tx: "p2" }), 2);
  await screenHead({ db: lane, inputs }, chain);
  const after = await getAlert();
  expect(after).toMatchObject({ id, evidenceCount: 2 });
  expect(await stateOf(id)).toBe("open");
  const [reopened, closed] = await listAlertActions(db.kysely, id, { limit: 2 });
  expect(reopened).toMatchObject({
    kind: "reopen",
    actor: { by: "policy" },
    revision: after.revision,
    evidenceCount: 2,
    before: { state: "closed", closed: { disposition: "humanitarian", revision } },
    after: { state: "open" },
  });
  expect(closed).toMatchObject({ kind: "close", revision });
  // Once: it is open now.
  await store(sample.mine({ tx: "p3" }), 3);
  await screen();
  expect(await actionsOf(id)).toEqual(["reopen", "close"]);
});

test("finality, a rebuild and a step without anything new open nothing, and leave what people did", async () => {
  const sample = new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2" });
  await store(sample);
  await screen();
  const { id } = await getAlert();
  await close(id);
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(2), finalizedNumber: 2 });
  await screen();
  expect(await getAlert()).toMatchObject({ state: "final" });
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
  expect(await findReview(db.kysely, id)).toMatchObject({
    review: { state: "closed", closed: { disposition: "humanitarian" } },
    seq: 1,
  });
});

describe("a reorg", () => {
  async function closedAt(...txs: string[]): Promise<{ sample: SampleChain; id: Hash }> {
    const sample = new SampleChain().mine();
    for (const tx of txs) sample.mine({ tx });
    await store(sample);
    await screen();
    const { id } = await getAlert();
    await close(id);
    return { sample, id };
  }
  async function reorg(to: SampleChain, forkBlock: number): Promise<void> {
    const fork = to.blockAt(forkBlock);
    await replaceBranch(db, chain, { forkBlock: fork, cause: "reorg", ...to.range(forkBlock + 1) });
  }

  test("that takes evidence away opens nothing; another payment instead does", async () => {
    const { sample, id } = await closedAt("p1", "p2");
    const without = sample.fork("b", 2).mine();
    await reorg(without, 2);
    await screen();
    expect(await getAlert()).toMatchObject({ evidenceCount: 1 });
    expect(await stateOf(id)).toBe("closed");
    await store(without.mine({ tx: "p3" }), 4);
    await screen();
    expect(await stateOf(id)).toBe("open");
  });

  test("that takes the whole alert away and brings it back as it was leaves it closed", async () => {
    const { sample, id } = await closedAt("p0", "p1");
    await reorg(sample.fork("b", 1).mine().mine(), 1);
    await screen();
    expect(await getAlert()).toMatchObject({ state: "withdrawn" });
    await reorg(sample, 1);
    await screen();
    expect(await getAlert()).toMatchObject({ state: "provisional", evidenceCount: 2 });
    expect(await stateOf(id)).toBe("closed");
  });

  test("that puts other payments in the place of more, in one step, opens it", async () => {
    const { sample, id } = await closedAt("p1", "p2", "p3");
    await reorg(sample.fork("b", 2).mine({ tx: "p9" }).mine(), 2);
    await screen();
    expect(await getAlert()).toMatchObject({ id, evidenceCount: 2 });
    expect(await stateOf(id)).toBe("open");
  });
});

test("however the lane is cut, alerts have the same content, and a decision is opened at the same block", async () => {
  const contents: unknown[] = [];
  for (const blocksAtOnce of [1, 2, 6]) {
    await beginAnew();
    const sample = new SampleChain().mine({ tx: "p0" });
    await store(sample);
    await screen();
    const { id } = await getAlert();
    await close(id);
    for (let i = 1; i <= 6; i++) {
      sample.mine(...(i % 2 === 0 ? [{ tx: `p${i}` }] : []));
      if (i % blocksAtOnce !== 0) continue;
      await store(sample, 2 + i - blocksAtOnce);
      await screenHead({ db: lane, inputs }, chain);
    }
    contents.push([await getAlert(), await stateOf(id), await actionsOf(id)]);
  }
  const [first] = contents;
  expect(contents).toEqual([first, first, first]);
});

test("under the other policy it stays closed, and says since when it has what nobody has looked at", async () => {
  const hours = { SEVERE: 4, HIGH: 24, MEDIUM: 72, LOW: 168 };
  const policy = {
    seq: 2,
    hours,
    newEvidence: "follow_up",
    reason: "few of us",
    author: "Ada",
    at: new Date(),
  } as const;
  expect(await insertReviewPolicy(db.kysely, policy)).toBe(true);
  expect(await insertReviewPolicy(db.kysely, policy)).toBe(false);
  const sample = new SampleChain().mine({ tx: "p1" });
  await store(sample);
  await screen();
  const { id } = await getAlert();
  await close(id);
  for (const tx of ["p2", "p3"]) {
    sample.mine({ tx });
    await store(sample, sample.head);
    await screen();
  }
  expect((await findReview(db.kysely, id))?.review).toMatchObject({
    state: "closed",
    followUpSinceMs: expect.any(Number),
  });
  expect((await actionsOf(id))[0]).toBe("follow_up");
});

test("a lane may neither close an alert nor open one by itself, nor say that somebody did", async () => {
  for (const statement of [
    "update alert set review = 'closed'",
    "update alert set due_at = now()",
    "insert into alert_action (alert_id, seq, kind, actor, actor_name, actor_person, before, after, revision, evidence_count) values ('a', 1, 'claim', 'system', 'x', 'x', '{}', '{}', 'a', 1)",
    "select * from alert_action",
  ]) {
    await expect(lane.pool.query(statement)).rejects.toMatchObject({ code: "42501" });
  }
});
