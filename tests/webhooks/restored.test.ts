import { NotifyWorld, until } from "@redflag/notify/testing/notify-world";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { type Database, openDatabase } from "@redflag/store/database";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { inTransaction } from "@redflag/store/transaction";
import { eventIdOf, samplePayload } from "@redflag/store/webhook.samples";
import { expect, onTestFinished, test } from "vitest";
import { respond } from "../../services/notify/src/testing/answers.ts";
import { createTestDatabaseUrl, urlOf } from "../test-database.ts";

/** The owner's, of the database that the service is started on. */
const open = (url: string) => openDatabase({ url, applicationName: "test", poolMax: 2 });

test("what was owed when a copy was made is sent once the copy is restored, and what was told since comes again under its ids", async () => {
  const [store] = listTestStores();
  if (store === undefined) throw new Error("there is no queue");
  const { backend, close } = await store.open();
  onTestFinished(close);
  const url = await createTestDatabaseUrl();
  const options = { owner: await open(url), databaseUrl: urlOf("redflag_notify", url), queue: backend };
  onTestFinished(() => options.owner.close());
  const world = await NotifyWorld.open(options);
  onTestFinished(() => world.close());
  const exchange = await world.openExchange();
  const receiver = await world.openReceiver();
  await world.subscribe(exchange, receiver);
  const release = (db: Database, ...numbers: number[]) => {
    const events = numbers.map((n) => ({ eventId: eventIdOf(n), payload: samplePayload() }));
    return inTransaction(db, (tx) => insertReleasedEvents(tx, exchange.subscriberId, events));
  };
  const heard = () => receiver.received.map(({ headers }) => headers["webhook-id"]);
  const waiting = async () => {
    const { rows } = await options.owner.pool.query(
      "select from delivery where state = 'waiting' and attempt_count = 1",
    );
    return rows.length === 1;
  };
  const [DONE, OWED, SINCE, NEW] = [1, 2, 3, 4];

  let stop = await world.start();
  await release(options.owner, DONE);
  await until(() => heard().length === 1);
  receiver.script.push(respond(500, "no"));
  await release(options.owner, OWED);
  await until(waiting);
  await stop();

  // The copy; its server is nobody's at that moment.
  await options.owner.close();
  const copyUrl = await createTestDatabaseUrl(new URL(url).pathname.slice(1));
  options.owner = await open(url);
  stop = await world.start();
  await release(options.owner, SINCE);
  await world.hasten();
  await until(() => heard().length === 4);
  await stop();
  await options.owner.close();

  // Restored: what is screened again is told again, and the chain goes on.
  [options.owner, options.databaseUrl] = [await open(copyUrl), urlOf("redflag_notify", copyUrl)];
  await world.start();
  await release(options.owner, SINCE, NEW);
  await world.hasten();
  await until(() => heard().length === 7);
  expect(heard().slice(0, 2)).toEqual([eventIdOf(DONE), eventIdOf(OWED)]);
  expect(heard().slice(2, 4).sort()).toEqual([eventIdOf(OWED), eventIdOf(SINCE)].sort());
  expect(heard().slice(4).sort()).toEqual([eventIdOf(OWED), eventIdOf(SINCE), eventIdOf(NEW)].sort());
  for (const request of receiver.received) expect(() => world.verify(request)).not.toThrow();
});
