import { ok } from "node:assert";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { hexOf } from "./bytes.ts";
import { openDatabase } from "./database.ts";
import { insertDeliveries, listDueSubscriptions, type NewDelivery } from "./delivery.ts";
import { type ClaimedDelivery, claimDeliveries } from "./delivery-claim.ts";
import { dropOldDeliveries } from "./delivery-drop.ts";
import { type Settlement, settleDeliveries } from "./delivery-settle.ts";
import { markFailing, markSucceeding, stopSubscription } from "./subscription-health.ts";
import { inTransaction } from "./transaction.ts";
import { eventIdOf, SampleWebhooks, samplePayload } from "./webhook.samples.ts";

const url = await createTestDatabaseUrl();
const owner = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => owner.close());
const db = await openDatabase({ url: urlOf("redflag_notify", url), applicationName: "test", poolMax: 4 });
afterAll(() => db.close());

const LEASE_MS = 60_000;
const BEGAN = new Date("2026-01-01T00:00:00Z");
let sample: SampleWebhooks;
let id: string;
let first = 0;

beforeEach(async () => {
  sample = await SampleWebhooks.open(owner);
  id = await sample.subscribe();
  first += 100;
  await sample.release(...[1, 2, 3, 4].map((n) => ({ n: first + n, payload: samplePayload() })));
});

function give(...deliveries: ReadonlyArray<{ n: number; subject?: string; to?: string }>): Promise<void> {
  const rows: NewDelivery[] = deliveries.map(({ n, subject, to = id }) => ({
    subscriptionId: to,
    eventId: eventIdOf(first + n),
    position: n,
    subject,
  }));
  return inTransaction(db, (tx) => insertDeliveries(tx, rows));
}

async function claim(countMax = 10): Promise<ClaimedDelivery[]> {
  return claimDeliveries(db.kysely, [{ subscriptionId: id, countMax }], LEASE_MS);
}

async function claimOne(): Promise<ClaimedDelivery> {
  const [claimed, ...more] = await claim();
  ok(claimed !== undefined && more.length === 0);
  return claimed;
}

function settle(
  claimed: ClaimedDelivery,
  outcome: "delivered" | "failed",
  rest: Partial<Settlement> = {},
): Promise<void> {
  const attempt = { beganAt: BEGAN, latencyMs: 12.4, outcome, request: { url: claimed.url } };
  const { subscriptionId, eventId, claimedUntil } = claimed;
  const settlement = { subscriptionId, eventId, claimedUntil, delayS: undefined, attempt, ...rest };
  return inTransaction(db, (tx) => settleDeliveries(tx, [settlement]));
}

/** The numbers of the events that are claimed. */
function numbersOf(claimed: readonly ClaimedDelivery[]): number[] {
  return claimed.map(({ eventId }) => [1, 2, 3, 4].find((n) => eventIdOf(first + n) === eventId) ?? 0);
}

async function statesOf(): Promise<string[]> {
  return (await sample.deliveries(id)).map(({ state, is_held }) => (is_held ? "held" : state));
}

test("an event is sent once to a subscription, whoever asks for it how often", async () => {
  await give({ n: 1 }, { n: 2 });
  await give({ n: 2 }, { n: 3 });
  expect(await statesOf()).toEqual(["waiting", "waiting", "waiting"]);
});

test("what is claimed nobody else claims, until the claim runs out", async () => {
  await give({ n: 1 }, { n: 2 }, { n: 3 });
  const both = await Promise.all([claim(2), claim(2)]);
  expect(both.flatMap(numbersOf).sort()).toEqual([1, 2, 3]);
  expect(await claim()).toEqual([]);
  expect(await listDueSubscriptions(db.kysely)).not.toContain(id);
  await owner.pool.query("update delivery set claimed_until = now() - interval '1 ms' where position = 2");
  expect(await listDueSubscriptions(db.kysely)).toContain(id);
  expect(numbersOf(await claim())).toEqual([2]);
});

test("a claim brings all that an attempt needs", async () => {
  await give({ n: 2 });
  await owner.pool.query(
    `insert into subscription_secret (subscription_id, seq, sealed, ends_at)
      values ($1, 2, 'newer', null), ($1, 3, 'over', now())`,
    [id],
  );
  expect(await claimOne()).toMatchObject({
    subscriptionId: id,
    eventId: eventIdOf(first + 2),
    url: "https://receiver.example/hook",
    sealedSecrets: [Buffer.from("sealed"), Buffer.from("newer")],
    payload: samplePayload(),
    attemptCount: 0,
    retryCount: 0,
  });
});

test.each(["paused", "disabled"])("a subscription that is %s is sent nothing, and then what waited", async (state) => {
  await give({ n: 1 });
  await owner.pool.query("update subscription set state = $2, state_cause = 'owner' where id = $1", [id, state]);
  expect(await listDueSubscriptions(db.kysely)).not.toContain(id);
  expect(await claim()).toEqual([]);
  await owner.pool.query("update subscription set state = 'active', state_cause = null where id = $1", [id]);
  expect(numbersOf(await claim())).toEqual([1]);
});

test("an attempt that fails puts off, the last gives up, and each is in the log", async () => {
  await give({ n: 1 });
  await settle(await claimOne(), "failed", { delayS: 300 });
  expect(await claim()).toEqual([]);
  const [put] = await sample.deliveries(id);
  expect(put).toMatchObject({ state: "waiting", attempt_count: 1, retry_count: 1, claimed_until: null });
  expect(Number(put?.next_at) - Date.now()).toBeGreaterThan(200_000);
  await owner.pool.query("update delivery set next_at = now() where subscription_id = $1", [id]);
  const attempt = {
    beganAt: BEGAN,
    latencyMs: 0.6,
    outcome: "failed" as const,
    failure: "status",
    detail: "half a \ud800 character and a \0",
    status: 500,
    request: { url: "https://receiver.example/hook" },
    response: { head: "no \0" },
  };
  await settle(await claimOne(), "failed", { attempt });
  expect(await statesOf()).toEqual(["dead"]);
  expect(await sample.attempts(id, first + 1)).toMatchObject([
    { number: 1, began_at: BEGAN, latency_ms: 12, outcome: "failed" },
    {
      number: 2,
      latency_ms: 1,
      status: 500,
      detail: "half a \ufffd character and a \ufffd",
      response: { head: "no \ufffd" },
    },
  ]);
});

test("a claim that has run out still tells what it did, and takes nothing from who came after", async () => {
  await give({ n: 1 });
  const late = await claimOne();
  await owner.pool.query("update delivery set claimed_until = now() - interval '1 ms' where subscription_id = $1", [
    id,
  ]);
  const next = await claimOne();
  await settle(late, "failed", { delayS: 300 });
  expect(await sample.deliveries(id)).toMatchObject([{ state: "waiting", claimed_until: next.claimedUntil }]);
  await settle(next, "delivered");
  expect(await sample.deliveries(id)).toMatchObject([{ state: "delivered", claimed_until: null, attempt_count: 2 }]);
  expect(await sample.attempts(id, first + 1)).toMatchObject([{ outcome: "failed" }, { outcome: "delivered" }]);
});

test("what was delivered stays delivered, whatever another attempt comes to", async () => {
  await give({ n: 1 });
  const late = await claimOne();
  await owner.pool.query("update delivery set claimed_until = now() - interval '1 ms' where subscription_id = $1", [
    id,
  ]);
  await settle(await claimOne(), "delivered");
  await settle(late, "failed");
  expect(await statesOf()).toEqual(["delivered"]);
});

test("the later of a subject waits until the earlier is delivered or given up; others go on", async () => {
  await give({ n: 1, subject: "a" }, { n: 2, subject: "a" }, { n: 3, subject: "b" });
  await give({ n: 4, subject: "a" });
  expect(await statesOf()).toEqual(["waiting", "held", "waiting", "held"]);
  const claimed = await claim();
  expect(numbersOf(claimed)).toEqual([1, 3]);
  const [one, other] = claimed;
  ok(one && other);
  await settle(other, "delivered");
  await settle(one, "failed", { delayS: 0 });
  const again = await claimOne();
  expect(numbersOf([again])).toEqual([1]);
  await settle(again, "failed");
  const second = await claimOne();
  expect(numbersOf([second])).toEqual([2]);
  await settle(second, "delivered");
  expect(numbersOf(await claim())).toEqual([4]);
  expect(await statesOf()).toEqual(["dead", "delivered", "delivered", "waiting"]);
});

test("what comes while the one before it is settled is held, and let go of", async () => {
  await give({ n: 1, subject: "a" });
  const before = await claimOne();
  // The one that settles comes to the row while it is being looked at by who brings the next.
  let settling: Promise<void> = Promise.resolve();
  await inTransaction(db, async (tx) => {
    await insertDeliveries(tx, [{ subscriptionId: id, eventId: eventIdOf(first + 2), position: 2, subject: "a" }]);
    settling = settle(before, "delivered");
    for (;;) {
      const { rows } = await owner.pool.query(
        "select from pg_stat_activity where usename = 'redflag_notify' and datname = current_database() and wait_event_type = 'Lock'",
      );
      if (rows.length > 0) break;
    }
  });
  await settling;
  expect(await statesOf()).toEqual(["delivered", "waiting"]);
});

test("old deliveries are dropped with their attempts, those that are owed much later", async () => {
  await give({ n: 1 }, { n: 2 }, { n: 3, subject: "a" }, { n: 4, subject: "a" });
  const [one, two] = await claim(2);
  ok(one && two);
  await settle(one, "delivered");
  await settle(two, "failed");
  const ages = { deliveredDays: 30, owedDays: 90 };
  const age = (days: number) =>
    owner.pool.query(
      "update delivery set next_at = now() - make_interval(days => $2), settled_at = settled_at - make_interval(days => $2) where subscription_id = $1",
      [id, days],
    );
  await age(29);
  expect(await dropOldDeliveries(db, ages)).toBe(0);
  await age(31);
  expect(await dropOldDeliveries(db, ages)).toBe(1);
  expect(await statesOf()).toEqual(["dead", "waiting", "held"]);
  expect(await sample.attempts(id, first + 1)).toEqual([]);
  await owner.pool.query(
    "update delivery set next_at = now() - interval '91 days' where subscription_id = $1 and position = 3",
    [id],
  );
  expect(await dropOldDeliveries(db, ages)).toBe(1);
  // What it had held up goes on.
  expect(await statesOf()).toEqual(["dead", "waiting"]);
  await age(91);
  expect(await dropOldDeliveries(db, ages)).toBe(2);
  expect(await dropOldDeliveries(db, ages)).toBe(0);
});

test("a subscription fails from its first failure on until something succeeds", async () => {
  const later = new Date(BEGAN.getTime() + 1_000);
  await markFailing(db.kysely, [{ id, since: BEGAN }]);
  await markFailing(db.kysely, [{ id, since: later }]);
  expect((await sample.subscription(id)).failing_since).toEqual(BEGAN);
  await markSucceeding(db.kysely, [id]);
  expect((await sample.subscription(id)).failing_since).toBeNull();
});

test.each([
  ["gone", "disabled"],
  ["failing", "paused"],
] as const)("one that is %s is %s once, and its owner told so in an event", async (cause, state) => {
  await markFailing(db.kysely, [{ id, since: BEGAN }]);
  const stop = () => inTransaction(db, (tx) => stopSubscription(tx, { id, cause, since: BEGAN }));
  expect([await stop(), await stop()]).toEqual([true, false]);
  expect(await sample.subscription(id)).toMatchObject({ state, state_cause: cause });
  const { rows } = await owner.pool.query(
    "select event_id, payload from released_event where subscriber_id = $1 and position = 5",
    [sample.subscriberId],
  );
  const payload = { type: "subscription.disabled", subscription: id, cause, since: BEGAN.toISOString() };
  expect(rows).toMatchObject([{ payload }]);
  expect(hexOf(rows[0].event_id)).toMatch(/^0x[0-9a-f]{64}$/);
});

test("one that has succeeded meanwhile is not paused for having failed", async () => {
  expect(await inTransaction(db, (tx) => stopSubscription(tx, { id, cause: "failing", since: BEGAN }))).toBe(false);
});
