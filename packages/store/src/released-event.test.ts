import { randomUUID } from "node:crypto";
import type { Hex } from "@redflag/domain/hex";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { insertReleasedEvents, listReleasedEvents, releasedEvent } from "./released-event.ts";
import { insertSubscriber } from "./subscriber.ts";
import { inTransaction } from "./transaction.ts";
import { readOne } from "./visibility.ts";

const db = await openTestDatabase();

async function addSubscriber(): Promise<string> {
  const id = randomUUID();
  await insertSubscriber(db.kysely, { id, name: id });
  return id;
}

const eventId = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;
const event = (number: number) => ({ eventId: eventId(number), payload: { number, text: '"\\{},é' } });

test("events are read in the order of their release, each once, by position", async () => {
  const subscriberId = await addSubscriber();
  await insertReleasedEvents(db.kysely, subscriberId, []);
  await insertReleasedEvents(db.kysely, subscriberId, [event(9), event(3), event(9)]);
  await insertReleasedEvents(db.kysely, subscriberId, [{ ...event(3), payload: { other: true } }, event(1)]);
  const all = await listReleasedEvents(db.kysely, { limit: 10, subscriberId });
  expect(all.map(({ eventId, payload }) => [eventId, payload])).toEqual(
    [9, 3, 1].map((number) => [eventId(number), event(number).payload]),
  );
  expect(all.map(({ position }) => position)).toEqual([1, 2, 3]);
  const [, second] = all;
  expect(await listReleasedEvents(db.kysely, { limit: 1, subscriberId, afterPosition: 1 })).toEqual([second]);
});

test("what was released to one is not found for another", async () => {
  const one = await addSubscriber();
  const two = await addSubscriber();
  await insertReleasedEvents(db.kysely, one, [event(1)]);
  await insertReleasedEvents(db.kysely, two, [event(2)]);
  expect(await readOne(db, releasedEvent(one, eventId(1)))).toMatchObject({ position: 1, payload: { number: 1 } });
  expect(await readOne(db, releasedEvent(two, eventId(1)))).toBeUndefined();
  expect(await listReleasedEvents(db.kysely, { limit: 10, subscriberId: two })).toMatchObject([
    { eventId: eventId(2) },
  ]);
});

test("releases at once are put one after the other, and the same event stays one", async () => {
  const subscriberId = await addSubscriber();
  await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      inTransaction(db, (tx) => insertReleasedEvents(tx, subscriberId, [event(index), event(index % 3)])),
    ),
  );
  const all = await listReleasedEvents(db.kysely, { limit: 100, subscriberId });
  expect(all).toHaveLength(12);
  expect(new Set(all.map((each) => each.eventId)).size).toBe(12);
});
