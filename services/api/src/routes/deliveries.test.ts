import { createHash } from "node:crypto";
import type { Delivery } from "@redflag/contract/http/routes/deliveries";
import type { ShownSubscription } from "@redflag/contract/http/routes/subscriptions";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { beforeEach, expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const ours = await world.addSubscriber("Ours");
const mine = (await world.enter(["exchange"], ours)).browser;
const rival = (await world.enter(["exchange"], await world.addSubscriber("Theirs"))).browser;
const { pool, kysely } = world.db;

const EVENTS = [1, 2, 3, 4, 5, 6].map((n) => `0x${createHash("sha256").update(`${n}`).digest("hex")}` as const);
const SUBSCRIPTION = "0190c0de-0000-7000-8000-000000000001";
const PATH = `/v1/subscriptions/${SUBSCRIPTION}`;
const AT = "2026-03-01T11:00:00.000Z";

await kysely.transaction().execute((tx) =>
  insertReleasedEvents(
    tx,
    ours,
    EVENTS.map((eventId, index) => ({ eventId, payload: { type: "alert.created", place: index + 1 } })),
  ),
);
await pool.query(
  `insert into subscription (id, subscriber_id, name, url, filter, is_ordered, state)
   values ($1, $2, 'deposits', 'https://hooks.exchange.example/secret-path', '{}', true, 'active')`,
  [SUBSCRIPTION, ours],
);

/** Two subjects; of each event what became of it. */
beforeEach(async () => {
  await pool.query("delete from delivery_attempt; delete from delivery");
  const states = ["delivered", "dead", "dead", "delivered", "dead", "waiting"];
  for (const [index, state] of states.entries()) {
    await pool.query(
      `insert into delivery (subscription_id, event_id, position, subject, state, attempt_count, retry_count, next_at, created_at,
         settled_at)
       values ($1, $2, $3::bigint, $4, $5::text, 2, 2, $6::timestamptz + interval '1 hour', $6::timestamptz + make_interval(mins => $3::bigint::int),
         case when $5::text = 'waiting' then null else $6::timestamptz end)`,
      [SUBSCRIPTION, bytesOf(index), index + 1, index % 2 === 0 ? "a" : "b", state, AT],
    );
  }
  await pool.query(
    `insert into delivery_attempt (subscription_id, event_id, number, began_at, latency_ms, outcome, failure, detail, status,
       request, response)
     values
       ($1, $2, 1, $3, 12, 'failed', 'connect_timeout', 'no connection within 5 s', null,
         '{"url":"https://hooks.exchange.example/secret-path","headers":{"webhook-signature":"v1,abc"}}', null),
       ($1, $2, 2, $3, 34, 'failed', 'status', null, 500,
         '{"url":"https://hooks.exchange.example/secret-path","headers":{"webhook-signature":"v1,def"}}',
         '{"headers":{"server":"x"},"head":"oops"}')`,
    [SUBSCRIPTION, bytesOf(1), AT],
  );
});

function bytesOf(index: number): Buffer {
  return Buffer.from(EVENTS[index]?.slice(2) ?? "", "hex");
}

async function listed(query = ""): Promise<Delivery[]> {
  const { body } = await mine.send("GET", `${PATH}/deliveries${query}`);
  return (body as { items: Delivery[] }).items;
}

/** Position, whether it is held, state. */
async function rows(): Promise<string[]> {
  const { rows } = await pool.query("select position, is_held, state, retry_count from delivery order by position");
  return rows.map(
    ({ position, is_held, state, retry_count }) => `${position}${is_held ? " held" : ""} ${state} ${retry_count}`,
  );
}

test("the log has the newest first, page by page, with what came of each", async () => {
  expect((await listed()).map(({ position, state }) => `${position} ${state}`)).toEqual([
    ...["6 waiting", "5 dead", "4 delivered", "3 dead", "2 dead", "1 delivered"],
  ]);
  const first = await mine.send("GET", `${PATH}/deliveries?limit=4&state=dead`);
  expect(first.body).not.toHaveProperty("next");
  const page = await mine.send("GET", `${PATH}/deliveries?limit=4`);
  const { next } = page.body as { next: string };
  expect((await listed(`?cursor=${next}`)).map(({ position }) => position)).toEqual([2, 1]);
  expect(await mine.send("GET", `${PATH}/deliveries?state=dead&cursor=${next}`)).toMatchObject({
    code: "cursor_foreign",
  });
  expect((await listed(`?since=${AT.replace("11:00", "11:05")}`)).map(({ position }) => position)).toEqual([6, 5]);
  expect((await listed("?state=waiting"))[0]).toMatchObject({
    event: EVENTS[5],
    type: "alert.created",
    attempts: 2,
    nextAt: "2026-03-01T12:00:00.000Z",
    held: false,
  });
  expect((await listed())[4]?.lastAttempt).toEqual({
    ...{ number: 2, at: AT, latencyMs: 34, outcome: "failed", failure: "status", status: 500 },
  });
});

test("each attempt is shown with what was sent and what came back", async () => {
  const shown = await mine.send("GET", `${PATH}/deliveries/${EVENTS[1]}`);
  expect(shown).toMatchObject({
    status: 200,
    body: {
      delivery: { event: EVENTS[1], state: "dead" },
      attempts: [
        {
          number: 2,
          request: { headers: { "webhook-signature": "v1,def" } },
          response: { headers: { server: "x" }, head: "oops" },
        },
        { number: 1, failure: "connect_timeout", detail: "no connection within 5 s" },
      ],
    },
  });
  const { body } = shown.body as { body: string };
  expect(JSON.parse(body)).toEqual({ type: "alert.created", timestamp: expect.any(String), data: { place: 2 } });
  expect(await mine.send("GET", `${PATH}/deliveries/0x${"ab".repeat(32)}`)).toMatchObject({ status: 404 });
  const { browser: ops } = await world.enter(["ops"]);
  const toStaff = await ops.send("GET", `${PATH}/deliveries/${EVENTS[1]}`);
  expect(toStaff.body).toEqual(shown.body);
  expect(JSON.stringify(toStaff.body)).not.toContain("secret-path");
});

test("one is sent again under the same id, its retries from the beginning; one that waits stays as it is", async () => {
  const again = await mine.send("POST", `${PATH}/deliveries/${EVENTS[0]}/replay`);
  expect(again).toMatchObject({ status: 200, body: { event: EVENTS[0], state: "waiting", attempts: 2 } });
  expect(again.body).not.toHaveProperty("settledAt");
  const waiting = await mine.send("POST", `${PATH}/deliveries/${EVENTS[5]}/replay`);
  expect(waiting).toMatchObject({ status: 200, body: { nextAt: "2026-03-01T12:00:00.000Z" } });
  expect(await rows()).toEqual(["1 waiting 0", "2 dead 2", "3 dead 2", "4 delivered 2", "5 dead 2", "6 waiting 2"]);
});

test.each<[object, string[]]>([
  [{}, ["1 delivered 2", "2 waiting 0", "3 waiting 0", "4 delivered 2", "5 held waiting 0", "6 waiting 2"]],
  [{ states: ["delivered"] }, ["1 waiting 0", "2 dead 2", "3 dead 2", "4 waiting 0", "5 dead 2", "6 waiting 2"]],
  [
    { fromPosition: 3, toPosition: 4 },
    ["1 delivered 2", "2 dead 2", "3 waiting 0", "4 delivered 2", "5 dead 2", "6 waiting 2"],
  ],
  [
    { since: AT.replace("11:00", "11:03"), until: AT.replace("11:00", "11:05"), states: ["dead", "delivered"] },
    ["1 delivered 2", "2 dead 2", "3 waiting 0", "4 waiting 0", "5 dead 2", "6 waiting 2"],
  ],
])("of %j those are sent again, each subject's in their order", async (body, expected) => {
  const replayed = expected.filter((row) => row.endsWith("waiting 0")).length;
  expect(await mine.send("POST", `${PATH}/replay`, { body })).toMatchObject({
    status: 200,
    body: { replayed, more: false },
  });
  expect(await rows()).toEqual(expected);
});

test("what is sent again waits for what waits before it about the same subject", async () => {
  await mine.send("POST", `${PATH}/deliveries/${EVENTS[2]}/replay`);
  await mine.send("POST", `${PATH}/deliveries/${EVENTS[4]}/replay`);
  expect((await rows()).slice(2, 5)).toEqual(["3 waiting 0", "4 delivered 2", "5 held waiting 0"]);
});

test("a webhook that is deleted gives up what waited, and its log is gone for its owner", async () => {
  const { headers } = await mine.send("GET", PATH);
  expect((await mine.send("DELETE", PATH, { headers: { "if-match": headers.get("etag") ?? "" } })).status).toBe(204);
  expect((await rows()).at(-1)).toBe("6 dead 2");
  expect(await mine.send("GET", `${PATH}/deliveries`)).toMatchObject({ status: 404 });
  await pool.query("update subscription set deleted_at = null where id = $1", [SUBSCRIPTION]);
});

test("how many a replay would put back is told before, and nothing is sent by that", async () => {
  const before = await rows();
  const counted = async (query: string) => (await mine.send("GET", `${PATH}/replay${query}`)).body;
  expect(await counted("")).toEqual({ count: 3, more: false });
  expect(await counted("?states=dead,delivered")).toEqual({ count: 5, more: false });
  const [since, until] = [AT.replace("11:00", "11:03"), AT.replace("11:00", "11:05")];
  expect(await counted(`?since=${since}&until=${until}&states=dead,delivered`)).toEqual({ count: 2, more: false });
  expect(await rows()).toEqual(before);
});

test("of the newest events of a webhook it is said what became of them", async () => {
  const recent = { delivered: 2, dead: 3, waiting: 1, lastDeliveredAt: AT };
  expect(await mine.send("GET", PATH)).toMatchObject({ body: { recent } });
  await pool.query(
    `insert into subscription (id, subscriber_id, name, url, filter, is_ordered, state)
     values (gen_random_uuid(), $1, 'idle', 'https://hooks.exchange.example/', '{}', false, 'active')`,
    [ours],
  );
  const { body } = await mine.send("GET", "/v1/subscriptions");
  const items = (body as { items: ShownSubscription[] }).items.map(({ name, recent }) => [name, recent]);
  expect(items).toContainEqual(["deposits", recent]);
  expect(items).toContainEqual(["idle", { delivered: 0, dead: 0, waiting: 0 }]);
});

test("another exchange's log is as if it were not there", async () => {
  const calls: Array<[string, string, object?]> = [
    ["GET", `${PATH}/deliveries`],
    ["GET", `${PATH}/deliveries/${EVENTS[1]}`],
    ["POST", `${PATH}/deliveries/${EVENTS[1]}/replay`],
    ["POST", `${PATH}/replay`, {}],
    ["GET", `${PATH}/replay`],
  ];
  for (const [method, path, body] of calls) {
    expect(await rival.send(method, path, { body }), path).toMatchObject({ status: 404, code: "not_found" });
  }
  expect((await rows())[1]).toBe("2 dead 2");
});
