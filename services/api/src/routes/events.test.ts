import { eachItem } from "@redflag/contract/http/client";
import { createClient } from "@redflag/contract/http/create-client";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { insertSampleAlert, insertSampleEvents } from "@redflag/store/feed.samples";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { inTransaction } from "@redflag/store/transaction";
import { expect, test } from "vitest";
import { openLogins } from "../testing/open-logins.ts";
import { openTestApi } from "../testing/open-test-api.ts";
import { seedKey, seedSubscriber } from "../testing/seed-callers.ts";
import { PAYLOAD, seedEvents } from "../testing/seed-events.ts";
import { testHandlers } from "../testing/test-handlers.ts";

const { db, staff, exchange } = await openLogins();
await insertSampleAlert(db.pool);
const { baseUrl } = await openTestApi({ db: staff, exchange, handlers: testHandlers(staff) });

async function addExchange() {
  const subscriberId = await seedSubscriber(db);
  const { secret } = await seedKey(db, "exchange", { subscriberId });
  return { subscriberId, client: createClient({ baseUrl, key: secret }) };
}

const eventId = (number: number) => `0x${number.toString(16).padStart(64, "0")}` as const;

test("behind an event's id comes what was told after it, and behind `start` all", async () => {
  const { subscriberId, client } = await addExchange();
  const ids = await seedEvents(db, subscriberId, 5);
  const after = async (place: string) =>
    (await client.listEvents({ query: { after: place } })).body.items.map(({ id }) => id);
  expect(await after("start")).toEqual(ids);
  expect(await after(ids[2] ?? "")).toEqual(ids.slice(3));
  expect(await after(ids[4] ?? "")).toEqual([]);
  const paged: string[] = [];
  for await (const { id } of eachItem(client.listEvents, { query: { after: ids[0] ?? "", limit: 2 } })) paged.push(id);
  expect(paged).toEqual(ids.slice(1));
});

test("an id that was not told to whoever asks is refused, as one that does not exist", async () => {
  const [ours, theirs] = [await addExchange(), await addExchange()];
  const [foreign = ""] = await seedEvents(db, theirs.subscriberId, 1);
  for (const after of [foreign, eventId(99)]) {
    await expect(ours.client.listEvents({ query: { after } })).rejects.toMatchObject({
      status: 400,
      document: { code: "cursor_foreign", detail: "no event of this id was told to you" },
    });
  }
  const { body } = await ours.client.listEvents({ query: { after: "start" } });
  expect(body).toEqual({ items: [] });
});

test.each([["alert.final"], ["watchlist.entry_added,endpoint.test"]])(
  "of all types only %s are told",
  async (types) => {
    const { subscriberId, client } = await addExchange();
    const events = SAMPLE_EVENTS.map(({ id, payload }) => ({ eventId: id, payload }));
    await inTransaction(db, (tx) => insertReleasedEvents(tx, subscriberId, events));
    const told: string[] = [];
    for await (const { id } of eachItem(client.listEvents, { query: { types, limit: 1 } })) told.push(id);
    const wanted = SAMPLE_EVENTS.filter(({ payload: { type } }) => types.split(",").includes(type));
    expect(told).toEqual(wanted.map(({ id }) => id));
  },
);

test.each(["alert", "alertxfinal", "alert.final,", "alert.final,soon"])("%j are no types", async (types) => {
  const { client } = await addExchange();
  await expect(client.listEvents({ query: { types } })).rejects.toMatchObject({
    status: 400,
    document: { code: "request_invalid" },
  });
});

test("one event of its type among thousands is found, page by page, by an exchange and by staff", async () => {
  const { subscriberId, client } = await addExchange();
  await seedEvents(db, subscriberId, 10_001);
  const last = { ...PAYLOAD, type: "alert.updated" as const };
  await inTransaction(db, (tx) => insertReleasedEvents(tx, subscriberId, [{ eventId: eventId(7), payload: last }]));
  const { body } = await client.listEvents({ query: { types: "alert.updated" } });
  expect(body).toEqual({ items: [], next: expect.any(String) });
  const found: string[] = [];
  for await (const { id } of eachItem(client.listEvents, { query: { types: "alert.updated", limit: 5 } }))
    found.push(id);
  expect(found).toEqual([eventId(7)]);

  await insertSampleEvents(db.pool, ["one", "two", "three"], (name) => (name === "two" ? last : PAYLOAD));
  const analyst = createClient({ baseUrl, key: (await seedKey(db, "analyst")).secret });
  const { items } = (await analyst.listEvents({ query: { types: "alert.updated" } })).body;
  expect(items.map(({ payload }) => payload.type)).toEqual(["alert.updated"]);
});

test.each([undefined, "alert.created,alert.final"])(
  "whoever goes on from the last id misses nothing that commits meanwhile, of types %s",
  async (types) => {
    const { subscriberId, client } = await addExchange();
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let number = 1; number <= 10; number++) {
        const events = [1, 2].map((part) => ({
          eventId: eventId(writer * 100 + number * 3 + part),
          payload: { ...PAYLOAD, type: part === 1 ? "alert.created" : "alert.updated" },
        }));
        await inTransaction(db, (tx) => insertReleasedEvents(tx, subscriberId, events));
      }
    });
    const seen: string[] = [];
    let isOver = false;
    const written = Promise.all(writers).then(() => {
      isOver = true;
    });
    for (let isLast = false; !isLast; ) {
      isLast = isOver;
      const query = { after: seen.at(-1) ?? "start", limit: 7, ...(types !== undefined && { types }) };
      for await (const { id } of eachItem(client.listEvents, { query })) seen.push(id);
    }
    await written;
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(types === undefined ? 80 : 40);
    const { rows } = await db.pool.query(
      "select '0x' || encode(event_id, 'hex') as id from released_event where subscriber_id = $1 order by position",
      [subscriberId],
    );
    expect(seen).toEqual(rows.map(({ id }) => id).filter((id) => seen.includes(id)));
  },
);
