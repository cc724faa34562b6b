import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { bytesOf } from "./bytes.ts";
import { openDatabase } from "./database.ts";
import {
  listFannedEvents,
  listFannedSubscriptions,
  listOwnAddresses,
  listSubscribersBehind,
  listToldFinal,
  takeFanOuts,
  updateFanOuts,
} from "./fan-out.ts";
import { inTransaction } from "./transaction.ts";
import { eventIdOf, SampleWebhooks, samplePayload } from "./webhook.samples.ts";

const url = await createTestDatabaseUrl();
const owner = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => owner.close());
const db = await openDatabase({ url: urlOf("redflag_notify", url), applicationName: "test", poolMax: 4 });
afterAll(() => db.close());

test("a subscriber is behind once it was given something after it had a subscription", async () => {
  const sample = await SampleWebhooks.open(owner);
  const isBehind = async () => (await listSubscribersBehind(db.kysely)).includes(sample.subscriberId);
  await sample.release({ n: 1, payload: samplePayload() }, { n: 2, payload: samplePayload() });
  expect(await isBehind()).toBe(false);
  const id = await sample.subscribe({ filter: { types: ["alert.created"] }, isOrdered: true });
  expect(await isBehind()).toBe(false);
  await sample.release({ n: 3, payload: samplePayload() });
  expect(await isBehind()).toBe(true);
  expect(await listFannedSubscriptions(db.kysely, [sample.subscriberId])).toEqual([
    {
      id,
      subscriberId: sample.subscriberId,
      version: 1,
      filter: { types: ["alert.created"] },
      isOrdered: true,
      afterPosition: 2,
    },
  ]);
  await owner.pool.query("update subscription set state = 'disabled', state_cause = 'gone' where id = $1", [id]);
  expect(await isBehind()).toBe(false);
  expect(await listFannedSubscriptions(db.kysely, [sample.subscriberId])).toEqual([]);
  await owner.pool.query("update subscription set state = 'paused' where id = $1", [id]);
  expect(await isBehind()).toBe(true);
  await inTransaction(db, async (tx) => {
    expect(await takeFanOuts(tx, [sample.subscriberId])).toEqual(new Map([[sample.subscriberId, 0]]));
    await updateFanOuts(tx, new Map([[sample.subscriberId, 3]]));
  });
  expect(await isBehind()).toBe(false);
});

test("one at a time makes a subscriber's deliveries; the others do not wait", async () => {
  const [one, other] = [await SampleWebhooks.open(owner), await SampleWebhooks.open(owner)];
  const [id, free] = [one.subscriberId, other.subscriberId];
  await inTransaction(db, async (tx) => updateFanOuts(tx, await takeFanOuts(tx, [id])));
  await inTransaction(db, async (tx) => {
    expect(await takeFanOuts(tx, [id])).toEqual(new Map([[id, 0]]));
    expect(await inTransaction(db, (second) => takeFanOuts(second, [id, free]))).toEqual(new Map([[free, 0]]));
  });
});

test("of each subscriber comes what is next, and nothing from before its first subscription", async () => {
  const [one, other, none] = [
    await SampleWebhooks.open(owner),
    await SampleWebhooks.open(owner),
    await SampleWebhooks.open(owner),
  ];
  const release = async (...numbers: number[]) => {
    for (const to of [one, other, none]) await to.release(...numbers.map((n) => ({ n, payload: samplePayload() })));
  };
  await release(21);
  await one.subscribe();
  await release(22, 23, 24, 25);
  await other.subscribe();
  await release(26);
  const next = async (position: number, limitEach: number) => {
    const places = new Map([one, other, none].map(({ subscriberId }) => [subscriberId, position]));
    const events = await listFannedEvents(db.kysely, places, limitEach);
    return [one, other, none].map(({ subscriberId }) => events.get(subscriberId)?.map((event) => event.position));
  };
  expect(await next(0, 3)).toEqual([[2, 3, 4], [6], undefined]);
  expect(await next(3, 3)).toEqual([[4, 5, 6], [6], undefined]);
  expect(await next(6, 3)).toEqual([undefined, undefined, undefined]);
});

test("which addresses are in which set is one question", async () => {
  const sample = await SampleWebhooks.open(owner);
  const sets = ["6c1f3a52-8d0f-4f5e-9a66-0a1b2c3d4e5f", "7c1f3a52-8d0f-4f5e-9a66-0a1b2c3d4e5f"];
  const hash = (n: number) => `0x${n.toString(16).padStart(32, "0")}` as const;
  for (const [index, set] of sets.entries()) {
    await owner.kysely
      .insertInto("address_set")
      .values({ id: set, subscriber_id: sample.subscriberId, name: set })
      .execute();
    await owner.kysely
      .insertInto("set_address")
      .values([1, 2 + index].map((n) => ({ set_id: set, address_hash: bytesOf(hash(n)) })))
      .execute();
  }
  const own = await listOwnAddresses(db.kysely, sets, [hash(1), hash(3), hash(9)]);
  expect(own).toEqual(
    new Map([
      [sets[0], new Set([hash(1)])],
      [sets[1], new Set([hash(1), hash(3)])],
    ]),
  );
  expect(await listOwnAddresses(db.kysely, sets, [])).toEqual(new Map());
});

test("an alert was told as final from a place on", async () => {
  const sample = await SampleWebhooks.open(owner);
  await sample.release(
    { n: 11, payload: samplePayload() },
    { n: 12, payload: { ...samplePayload(), type: "alert.final" } },
  );
  const told = (upTo: number) => listToldFinal(db.kysely, sample.subscriberId, [eventIdOf(0), eventIdOf(1)], upTo);
  expect(await told(1)).toEqual(new Map());
  expect(await told(2)).toEqual(new Map([[eventIdOf(0), 2]]));
});
