import { listTestStores, type TestStore } from "@redflag/runtime/queue-test-stores";
import { openDatabase } from "@redflag/store/database";
import { eventIdOf, type SampleWebhooks, samplePayload } from "@redflag/store/webhook.samples";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { resetAtOnce, respond, staySilent } from "./testing/answers.ts";
import { NotifyWorld, until } from "./testing/notify-world.ts";
import type { Receiver } from "./testing/receiver.ts";

const url = await createTestDatabaseUrl();
const owner = await openDatabase({ url, applicationName: "test", poolMax: 4 });
afterAll(() => owner.close());

describe.each(listTestStores())("on $name", ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  let world: NotifyWorld;
  let exchange: SampleWebhooks;
  let receiver: Receiver;
  beforeEach(async () => {
    const databaseUrl = urlOf("redflag_notify", url);
    world = await NotifyWorld.open({ owner, databaseUrl, queue: store.backend, totalMs: 1_500 });
    onTestFinished(() => world.close());
    exchange = await world.openExchange();
    receiver = await world.openReceiver();
  });

  const states = async (id: string) => (await exchange.deliveries(id)).map(({ state }) => state);
  const ids = (of: Receiver = receiver) => of.received.map(({ headers }) => headers["webhook-id"]);

  test("each event is sent to each subscription that it is for, signed, once", async () => {
    const [high, all] = [
      await world.subscribe(exchange, receiver, { filter: { severityMin: "HIGH" } }),
      await world.subscribe(exchange, receiver),
    ];
    await world.start();
    const [n = 0] = await world.release(exchange, 1, { ...samplePayload(), severity: "LOW" });
    await until(async () => (await states(all)).join() === "delivered");
    expect(await states(high)).toEqual([]);
    const [received, ...more] = receiver.received;
    expect(more).toEqual([]);
    expect(received?.headers["webhook-id"]).toBe(eventIdOf(n));
    const { type, alert: _, ...data } = samplePayload() as { type: string; alert: string };
    expect(received && world.verify(received)).toMatchObject({ type, data: { ...data, severity: "LOW" } });
    expect(await exchange.attempts(all, n)).toMatchObject([
      {
        number: 1,
        outcome: "delivered",
        status: 204,
        request: {
          url: `${receiver.url}/hook`,
          headers: { "webhook-signature": received?.headers["webhook-signature"] },
        },
      },
    ]);
  });

  test("what fails is tried again with the same body, and the log says what happened each time", async () => {
    const id = await world.subscribe(exchange, receiver);
    receiver.script.push(respond(500, "no"), respond(429, "", { "retry-after": "7200" }), resetAtOnce, staySilent);
    await world.start();
    const [n = 0] = await world.release(exchange);
    const tried = async (count: number) => {
      await until(async () => (await exchange.deliveries(id))[0]?.attempt_count === count);
      const [delivery] = await exchange.deliveries(id);
      return { ...delivery, inS: (Number(delivery?.next_at) - Date.now()) / 1000 };
    };
    const first = await tried(1);
    expect(first).toMatchObject({ state: "waiting", claimed_until: null });
    expect(first.inS).toBeLessThan(6.1);
    await world.hasten();
    // The receiver asks for longer than the schedule has.
    expect((await tried(2)).inS).toBeGreaterThan(7_000);
    for (const count of [3, 4]) {
      await world.hasten();
      await tried(count);
    }
    expect((await exchange.subscription(id)).failing_since).not.toBeNull();
    await world.hasten();
    await until(async () => (await states(id)).join() === "delivered");
    expect((await exchange.subscription(id)).failing_since).toBeNull();
    expect(await exchange.attempts(id, n)).toMatchObject([
      { number: 1, failure: "status", status: 500, response: { head: "no" } },
      { number: 2, failure: "status", status: 429, response: { headers: { "retry-after": "7200" } } },
      { number: 3, failure: "reset", status: null, response: null },
      { number: 4, failure: "response_timeout", status: null },
      { number: 5, outcome: "delivered", failure: null, status: 204 },
    ]);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(ids())).toEqual(new Set([eventIdOf(n)]));
    for (const received of receiver.received) world.verify(received);
  });

  test("after the last attempt it is given up and kept, and goes out again when asked for", async () => {
    const id = await world.subscribe(exchange, receiver);
    receiver.answer = respond(503);
    await world.start();
    await world.release(exchange);
    await until(async () => (await exchange.deliveries(id))[0]?.attempt_count === 1);
    await owner.pool.query("update delivery set retry_count = 9, next_at = now() where subscription_id = $1", [id]);
    await until(async () => (await states(id)).join() === "dead");
    receiver.answer = respond(200);
    // As the API does.
    await owner.pool.query(
      "update delivery set state = 'waiting', retry_count = 0, next_at = now(), settled_at = null where subscription_id = $1",
      [id],
    );
    await until(async () => (await states(id)).join() === "delivered");
    expect(new Set(ids()).size).toBe(1);
  });

  test("one that is gone is disabled, and its owner's other subscriptions are told", async () => {
    const other = await world.openReceiver();
    const [id, heir] = [await world.subscribe(exchange, receiver), await world.subscribe(exchange, other)];
    receiver.answer = respond(410);
    await world.start();
    const [n = 0] = await world.release(exchange);
    await until(() => other.received.length === 2);
    expect(await exchange.subscription(id)).toMatchObject({ state: "disabled", state_cause: "gone" });
    expect(await exchange.subscription(heir)).toMatchObject({ state: "active" });
    expect(JSON.parse(other.received[1]?.body ?? "")).toMatchObject({
      type: "subscription.disabled",
      data: { subscription: id, cause: "gone" },
    });
    expect(await exchange.attempts(id, n)).toMatchObject([{ outcome: "gone", status: 410, failure: null }]);
    await world.release(exchange);
    await until(() => other.received.length === 3);
    expect(receiver.received).toHaveLength(1);
  });

  test("one that has failed for three days is paused, and what it is owed waits", async () => {
    const id = await world.subscribe(exchange, receiver);
    receiver.answer = respond(404);
    await owner.pool.query("update subscription set failing_since = now() - interval '3 days' where id = $1", [id]);
    await world.start();
    await world.release(exchange);
    await until(async () => (await exchange.subscription(id)).state === "paused");
    expect(await exchange.subscription(id)).toMatchObject({ state_cause: "failing" });
    await world.release(exchange);
    // Both, and the notice.
    await until(async () => (await states(id)).length === 3);
    await world.hasten();
    expect(receiver.received).toHaveLength(1);
    receiver.answer = respond(200);
    await owner.pool.query(
      "update subscription set state = 'active', state_cause = null, failing_since = null where id = $1",
      [id],
    );
    await until(async () => (await states(id)).every((state) => state === "delivered"));
  });

  test("an ordered subscription has each subject in its order, and does not wait for another's", async () => {
    const id = await world.subscribe(exchange, receiver, { isOrdered: true });
    const [slow, quick] = ["eip155:1:0xa1", "eip155:1:0xb2"].map((subject) => samplePayload(subject.padEnd(51, "0")));
    receiver.answer = ({ response }, { body }) => {
      const isSlow = JSON.parse(body).data.subject.includes("0xa1");
      response.writeHead(isSlow && receiver.received.length < 5 ? 500 : 200).end();
    };
    const first = await world.release(exchange, 2, slow);
    await world.start();
    const others = await world.release(exchange, 3, quick);
    await until(async () => (await states(id)).filter((state) => state === "delivered").length === 3);
    // On a busy machine one may be sent again: it counts when it came first.
    const seen = [...new Set(ids())].filter((one) => !first.map(eventIdOf).includes(one as never));
    expect(seen).toEqual(others.map(eventIdOf));
    await until(async () => {
      await world.hasten();
      return (await states(id)).every((state) => state === "delivered");
    });
    const own = ids().filter((one) => first.map(eventIdOf).includes(one as never));
    expect(own.lastIndexOf(eventIdOf(first[0] ?? 0))).toBeLessThan(own.indexOf(eventIdOf(first[1] ?? 0)));
  });

  test("twenty healthy subscriptions have all that is theirs while one hangs until its time is out", async () => {
    receiver.answer = staySilent;
    const hanging = await world.subscribe(exchange, receiver);
    const healthy = await world.openReceiver();
    const own = await Promise.all(Array.from({ length: 20 }, () => world.subscribe(exchange, healthy)));
    await world.start();
    await world.release(exchange, 10);
    await healthy.receivedAtLeast(200);
    await until(async () => (await Promise.all(own.map(states))).flat().every((state) => state === "delivered"));
    expect(await states(hanging)).not.toContain("delivered");
    // Four at a time to begin with, and one once it has failed.
    expect(receiver.received.length).toBeLessThan(10);
  });

  test("two processes share through the queue what one has no room for, and what is lost of it is swept", async () => {
    // Room for one delivery each.
    const bounds = { total: 2, own: 1 };
    const databaseUrl = urlOf("redflag_notify", url);
    world = await NotifyWorld.open({ owner, databaseUrl, queue: store.backend, bounds });
    onTestFinished(() => world.close());
    receiver = await world.openReceiver();
    const own = await Promise.all(Array.from({ length: 8 }, () => world.subscribe(exchange, receiver)));
    const one = await world.start();
    onTestFinished(one);
    await world.start();
    const numbers = await world.release(exchange, 5);
    const delivered = async () => (await Promise.all(own.map(states))).flat().filter((state) => state === "delivered");
    await until(async () => (await delivered()).length === own.length * numbers.length);
    await world.release(exchange);
    await store.flush();
    await until(async () => (await delivered()).length === own.length * (numbers.length + 1));
    expect(new Set(ids()).size).toBe(numbers.length + 1);
  });

  test("what keeps one subscriber's events from being made deliveries of keeps no other's", async () => {
    const other = await world.openExchange();
    const [id, refused] = [await world.subscribe(exchange, receiver), await world.subscribe(other, receiver)];
    await owner.pool.query(`
      create function refuse() returns trigger language plpgsql as $$
        begin raise exception 'refused' using errcode = 'serialization_failure'; end
      $$;
      create trigger refuse before insert on delivery for each row when (new.subscription_id = '${refused}')
        execute function refuse()`);
    onTestFinished(async () => {
      await owner.pool.query("drop function if exists refuse cascade");
    });
    for (const each of [exchange, other]) await world.release(each);
    await world.start();
    await until(async () => (await states(id)).join() === "delivered");
    expect(await states(refused)).toEqual([]);
    await owner.pool.query("drop function refuse cascade");
    await until(async () => (await states(refused)).join() === "delivered");
  });

  test("a secret that cannot be opened is a failure in the log, and nothing is sent", async () => {
    const id = await exchange.subscribe({ url: `${receiver.url}/hook` });
    await world.start();
    const [n = 0] = await world.release(exchange);
    await until(async () => (await exchange.deliveries(id))[0]?.attempt_count === 1);
    expect(await exchange.attempts(id, n)).toMatchObject([{ outcome: "failed", failure: "secret_unreadable" }]);
    expect(receiver.received).toEqual([]);
  });
});
