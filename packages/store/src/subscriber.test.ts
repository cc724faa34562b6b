import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import {
  ensureSandbox,
  findSubscriber,
  findSubscriberByName,
  insertSubscriber,
  listSubscribers,
} from "./subscriber.ts";
import { inTransaction } from "./transaction.ts";

const db = await openTestDatabase();
const add = (name: string) => insertSubscriber(db.kysely, { id: randomUUID(), name });

test("a name is one subscriber's, in whatever capitals; the list goes by name and shows no sandbox", async () => {
  const kumru = await add("Kumru");
  await expect(add("KUMRU")).rejects.toMatchObject({ code: "subscriber_exists", detail: "KUMRU" });
  await add("Borsa");
  await add("Zebra");
  await ensureSandbox(db.kysely, kumru.id, randomUUID());
  const names = async (query: Parameters<typeof listSubscribers>[1]) =>
    (await listSubscribers(db.kysely, query)).map(({ name }) => name);
  expect(await names({ limit: 10 })).toEqual(["Borsa", "Kumru", "Zebra"]);
  expect(await names({ limit: 1, afterName: "Borsa" })).toEqual(["Kumru"]);
  expect(await findSubscriber(db.kysely, kumru.id)).toEqual(kumru);
  expect(await findSubscriberByName(db.kysely, "kumru")).toEqual(kumru);
  expect(await findSubscriberByName(db.kysely, "nobody")).toBeUndefined();
  expect(await findSubscriber(db.kysely, randomUUID())).toBeUndefined();
});

test("a subscriber has one sandbox, also when two ask for it at once", async () => {
  const { id } = await add("Martı");
  const ask = () => inTransaction(db, (tx) => ensureSandbox(tx, id, randomUUID()));
  const [one, two] = await Promise.all([ask(), ask()]);
  expect(one).toBe(two);
  expect(await ask()).toBe(one);
  expect(await findSubscriber(db.kysely, one)).toMatchObject({ sandboxOf: id, name: "Martı" });
});

test("neither nobody nor a sandbox has one", async () => {
  const { id } = await add("Turna");
  const sandbox = await ensureSandbox(db.kysely, id, randomUUID());
  for (const none of [sandbox, randomUUID()]) {
    await expect(ensureSandbox(db.kysely, none, randomUUID())).rejects.toMatchObject({ code: "not_found" });
  }
});
