import { EventPayload } from "@redflag/contract/event-payload";
import type { ListChangePayload } from "@redflag/contract/list-change-payload";
import type { AddressEntry, Entry } from "@redflag/domain/entry";
import { sampleAccount, sampleEntry } from "@redflag/store/list.samples";
import { listReleasedEvents } from "@redflag/store/released-event";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, expect, test } from "vitest";
import { LIST_TABLES } from "../../../tests/test-database.ts";
import { releaseListChanges } from "./release-list-changes.ts";
import { openLogins } from "./testing/open-logins.ts";
import { seedSubscriber } from "./testing/seed-callers.ts";
import { seedSubscription } from "./testing/seed-subscription.ts";

const { db, staff } = await openLogins();
beforeEach(async () => {
  await db.pool.query(
    `truncate released_event, subscription, delivery, delivery_attempt, subscription_secret, ${LIST_TABLES}`,
  );
});

const bring = (list: string, ...entries: Entry[]) =>
  importListVersion(db, { list: { id: list, title: list, authority: "Authority" }, entries, source: "a file" });
const shared = (seed: number, fields: Partial<AddressEntry> = {}) =>
  sampleEntry(seed, { sharing: "TLP:GREEN", ...fields });

async function follower(...lists: string[]): Promise<string> {
  const id = await seedSubscriber(db);
  await seedSubscription(db, id, { lists });
  return id;
}

async function settle(countMax?: number): Promise<void> {
  while (await releaseListChanges(staff, countMax));
}

async function toldTo(subscriberId: string): Promise<ListChangePayload[]> {
  const events = await listReleasedEvents(db.kysely, { subscriberId, limit: 1_000 });
  return events.map(({ payload }) => EventPayload.parse(payload) as ListChangePayload);
}

const story = async (subscriberId: string) =>
  (await toldTo(subscriberId)).map(
    ({ type, list, version, entries }) =>
      `${list} ${version} ${type.slice("watchlist.entry_".length)} ${entries.length}`,
  );

test("whoever follows a list is told what each of its outside versions took and brought, once", async () => {
  const [one, other] = [await follower("orders"), await follower("orders", "sanctions")];
  const edited = shared(1, { programme: "SDGT", jurisdictions: ["LB", "TR"] });
  await bring("orders", shared(1), shared(2));
  await bring("sanctions", shared(3));
  await bring("orders", edited);
  await settle();
  expect(await story(one)).toEqual(["orders 1 added 2", "orders 2 removed 2", "orders 2 added 1"]);
  expect(await story(other)).toEqual([
    "orders 1 added 2",
    "sanctions 1 added 1",
    "orders 2 removed 2",
    "orders 2 added 1",
  ]);
  expect((await toldTo(one)).at(-1)).toEqual({
    type: "watchlist.entry_added",
    list: "orders",
    version: 2,
    part: 1,
    parts: 1,
    moreEntries: 0,
    entries: [
      {
        entry: expect.stringMatching(/^0x[0-9a-f]{64}$/),
        family: "eip155",
        address: expect.stringMatching(/^0x[0-9a-fA-F]{40}$/),
        category: "sanctions",
        severity: "HIGH",
        authority: "Authority",
        programme: "SDGT",
        jurisdictions: ["LB", "TR"],
      },
    ],
  });
  await settle();
  expect(await story(one)).toHaveLength(3);
});

test("an event has the same id for everybody", async () => {
  const ids = async (subscriberId: string) =>
    (await listReleasedEvents(db.kysely, { subscriberId, limit: 9 })).map(({ eventId }) => eventId);
  const [one, other] = [await follower("orders"), await follower("orders")];
  await bring("orders", shared(1));
  await bring("orders", shared(2));
  await settle();
  expect(new Set(await ids(one)).size).toBe(3);
  expect(await ids(one)).toEqual(await ids(other));
});

test("of what is not shared, and of accounts, there is no event and no place of one", async () => {
  const id = await follower("orders");
  await bring("orders", sampleEntry(1));
  await bring("orders", sampleEntry(1), shared(2), sampleAccount("7", { sharing: "TLP:CLEAR" }));
  await bring("orders", shared(2), sampleEntry(3, { sharing: "TLP:AMBER" }));
  await settle();
  expect(await story(id)).toEqual(["orders 1 added 1"]);
});

test("nobody else is told: who follows another list, whose webhook is gone, a sandbox, who came later", async () => {
  const [elsewhere, gone] = [await follower("sanctions"), await follower("orders")];
  await db.pool.query("update subscription set deleted_at = now() where subscriber_id = $1", [gone]);
  const sandbox = await seedSubscriber(db, elsewhere);
  await seedSubscription(db, sandbox, { lists: ["orders"] });
  const all = await seedSubscriber(db);
  await seedSubscription(db, all, {});
  await bring("orders", shared(1));
  await settle();
  const later = await follower("orders");
  await settle();
  for (const id of [elsewhere, gone, sandbox, all, later]) expect(await story(id)).toEqual([]);
  await bring("orders");
  await settle();
  expect(await story(later)).toEqual(["orders 2 removed 1"]);
});

test("of a long change the first entries are named, and the rest is counted", async () => {
  const id = await follower("orders");
  await bring("orders", ...Array.from({ length: 7 }, (_, seed) => shared(seed)));
  await settle(5);
  await bring("orders", shared(0));
  await settle(6);
  const told = await toldTo(id);
  expect(told.map(({ entries, moreEntries }) => [entries.length, moreEntries])).toEqual([
    [5, 2],
    [6, 0],
  ]);
});

test("several processes at once tell everything once", async () => {
  const ids = [await follower("orders"), await follower("orders")];
  for (let seed = 0; seed < 8; seed++) await bring("orders", shared(seed));
  await Promise.all([settle(), settle(), settle()]);
  await settle();
  for (const id of ids)
    expect((await toldTo(id)).filter(({ type }) => type === "watchlist.entry_added")).toHaveLength(8);
  expect(await story(ids[0] ?? "")).toEqual(await story(ids[1] ?? ""));
});
