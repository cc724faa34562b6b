import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { openDatabase } from "@redflag/store/database";
import { insertDeliveries } from "@redflag/store/delivery";
import { eventIdOf, SampleWebhooks, samplePayload } from "@redflag/store/webhook.samples";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import type { AttemptOutcome } from "./attempt/attempt.ts";
import { DeliveryEngine } from "./delivery-engine.ts";
import { SettleBuffer } from "./settle-buffer.ts";

const db = await openDatabase({ url: await createTestDatabaseUrl(), applicationName: "test", poolMax: 2 });
afterAll(() => db.close());
afterEach(() => vi.useRealTimers());

test("who does not answer takes room from the others for two seconds, and not until its time is out", async () => {
  const exchange = await SampleWebhooks.open(db);
  await exchange.release({ n: 1, payload: samplePayload() });
  const hanging = [await exchange.subscribe(), await exchange.subscribe()];
  await insertDeliveries(
    db.kysely,
    hanging.map((subscriptionId) => ({ subscriptionId, eventId: eventIdOf(1), position: 1 })),
  );
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const secret = newWebhookSecret();
  const answer = Promise.withResolvers<AttemptOutcome>();
  const bothSent = Promise.withResolvers<void>();
  let sentCount = 0;
  const onFailure = (problem: Error) => {
    throw problem;
  };
  const engine = new DeliveryEngine({
    db,
    bounds: { total: 4, own: 1 },
    settled: new SettleBuffer({ db, onStopped: () => undefined, onFailure }),
    client: {
      attempt: () => {
        if (++sentCount === hanging.length) bothSent.resolve();
        return answer.promise;
      },
    },
    openSecret: async () => secret,
    random: () => 0,
    onFailure,
  });
  const ending = new AbortController();
  const running = engine.run(ending.signal);
  for (const id of hanging) engine.wake(id);
  await bothSent.promise;
  expect(engine.takes("another")).toBe(false);
  vi.advanceTimersByTime(1_999);
  expect(engine.takes("another")).toBe(false);
  vi.advanceTimersByTime(1);
  expect(engine.takes("another")).toBe(true);
  answer.resolve({ kind: "delivered", status: 200, latencyMs: 2_000, requestHeaders: {} });
  ending.abort();
  await running;
});
