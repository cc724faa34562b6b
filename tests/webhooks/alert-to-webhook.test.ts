import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { NotifyWorld, until } from "@redflag/notify/testing/notify-world";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { LISTED, SampleChain } from "@redflag/screen/sample-chain";
import { sampleEntry } from "@redflag/store/list.samples";
import { afterAll, expect, test } from "vitest";
import { urlOf } from "../test-database.ts";
import { ScreenedSide } from "../visibility/screened-side.ts";

/*
 * From a payment in the ledger to an exchange's receiver: the lane's own steps, the real notifying process' service, a real HTTPS
 * server. No API process runs.
 */

const side = await ScreenedSide.open();
const [queue] = listTestStores();
if (queue === undefined) throw new Error("there is a queue in PostgreSQL at least");
const store = await queue.open();
const world = await NotifyWorld.open({
  owner: side.db,
  databaseUrl: urlOf("redflag_notify", side.url),
  queue: store.backend,
});
afterAll(async () => {
  await world.close();
  await store.close();
});

test("an exchange is sent what a payment came to, in its order, and the feed has the same under the same ids", async () => {
  await side.empty();
  const exchange = await world.openExchange();
  const receiver = await world.openReceiver();
  await world.subscribe(exchange, receiver, { isOrdered: true });
  await world.subscribe(exchange, receiver, { isOrdered: true, filter: { finalOnly: true } });
  await world.start();

  await side.import("orders", [
    sampleEntry("shared", { address: LISTED, sharing: "TLP:GREEN", severity: "MEDIUM", jurisdictions: ["TR"] }),
    sampleEntry("internal", { address: LISTED, severity: "SEVERE" }),
  ]);
  let sample = new SampleChain();
  sample.mine({ tx: "kept" }).mine({ tx: "moved" }).mine({ tx: "gone" });
  await side.screen(sample, 1);
  sample = sample.fork("b", 1).mine().mine({ tx: "moved" });
  await side.reorg(sample, 1);
  await side.finalize(sample);
  // Seven to the first, and to the second the two that say final.
  await until(() => receiver.received.length >= 9);

  const told = await side.listTold(exchange.subscriberId);
  const line = ({ type, transfers, cause, severity }: AlertEventPayload) =>
    [type, ...transfers.map(({ change, block }) => `${change} ${block}`), cause, severity].filter(Boolean).join(" ");
  expect(told.map(({ payload }) => line(payload))).toEqual([
    "alert.created added 1 MEDIUM",
    "alert.created added 2 MEDIUM",
    "alert.created added 3 MEDIUM",
    "alert.updated moved 3 MEDIUM",
    "alert.withdrawn retracted 3 reorg MEDIUM",
    "alert.final final 1 MEDIUM",
    "alert.final final 3 MEDIUM",
  ]);
  expect(told[0]?.payload.listings).toEqual([
    { list: "orders", version: 1, category: "sanctions", jurisdictions: ["TR"] },
  ]);
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  const finals = told.filter(({ payload }) => payload.type === "alert.final").map(({ eventId }) => eventId);
  expect([...ids].sort()).toEqual([...told.map(({ eventId }) => eventId), ...finals].sort());
  for (const request of receiver.received) {
    const { type, data } = world.verify(request) as { type: string; data: object };
    const own = told.find(({ eventId }) => eventId === request.headers["webhook-id"]);
    expect(AlertEventPayload.parse({ type, ...data })).toEqual(own?.payload);
    expect(request.body.length).toBeLessThan(20_000);
  }
});
