import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { openDatabase } from "@redflag/store/database";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { type Answer, dripBody, dripHeaders, flood, resetAtOnce, respond } from "./testing/answers.ts";
import { makeSelfSigned } from "./testing/certificates.ts";
import { NotifyWorld, until } from "./testing/notify-world.ts";

/* What the log of deliveries says of each way in which a first attempt can go: the real service, and a real HTTPS server. */

const url = await createTestDatabaseUrl();
const owner = await openDatabase({ url, applicationName: "test", poolMax: 4 });
const [queue] = listTestStores();
if (queue === undefined) throw new Error("there is a queue in PostgreSQL at least");
const store = await queue.open();
const world = await NotifyWorld.open({
  owner,
  databaseUrl: urlOf("redflag_notify", url),
  queue: store.backend,
  totalMs: 2_000,
  resolve: async () => ["127.0.0.1"],
});
afterAll(async () => {
  await world.close();
  await store.close();
  await owner.close();
});

const exchange = await world.openExchange();
const openReceiver = world.openReceiver.bind(world);
const answering = async (answer: Answer) => Object.assign(await openReceiver(), { answer });
const certificate = await makeSelfSigned({ names: ["127.0.0.1"] });
const rebound = await openReceiver();

/** What the log says of one attempt, what its subscription is then, and how many requests the receiver has read. */
const STORIES = [
  ["success", await answering(respond(204)), { outcome: "delivered", status: 204 }, "active", 1],
  ["a failing server", await answering(respond(500, "no")), { failure: "status", status: 500 }, "active", 1],
  [
    "too many",
    await answering(respond(429, "", { "retry-after": "7" })),
    { failure: "status", status: 429 },
    "active",
    1,
  ],
  ["gone", await answering(respond(410)), { outcome: "gone", status: 410 }, "disabled", 1],
  [
    "a redirect",
    await answering(respond(302, "", { location: "/b" })),
    { failure: "redirect", status: 302 },
    "active",
    1,
  ],
  ["headers that drip", await answering(dripHeaders), { failure: "response_timeout", status: null }, "active", 1],
  ["a body that drips", await answering(dripBody(200)), { outcome: "delivered", status: 200 }, "active", 1],
  [
    "a body without end",
    await answering(flood("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(60_000))),
    { outcome: "delivered", status: 200 },
    "active",
    1,
  ],
  ["a reset", await answering(resetAtOnce), { failure: "reset", status: null }, "active", 1],
  [
    "a certificate of nobody's",
    await openReceiver({ certificate }),
    { failure: "tls_failed", status: null },
    "active",
    0,
  ],
  [
    "a name that leads inside",
    { ...rebound, received: rebound.received, url: `https://hooks.elsewhere.example:${rebound.port}` },
    { failure: "address_refused", status: null },
    "active",
    0,
  ],
] as const;

test("the log of deliveries tells each story as it was", async () => {
  const ids: string[] = [];
  for (const [, receiver] of STORIES) ids.push(await world.subscribe(exchange, receiver));
  await world.start();
  const beganAt = Date.now();
  const [n = 0] = await world.release(exchange);
  const attempts = await Promise.all(
    ids.map(async (id) => {
      await until(async () => (await exchange.attempts(id, n)).length > 0);
      return (await exchange.attempts(id, n))[0];
    }),
  );
  const told = await Promise.all(
    STORIES.map(async ([story, { received }], index) => {
      const { outcome, failure, status, detail } = attempts[index] ?? {};
      const { state } = await exchange.subscription(ids[index] ?? "");
      // A status says all that there is to say.
      const isExplained = outcome !== "failed" || failure === "status" || (detail ?? "") !== "";
      return { story, outcome, failure, status, state, requests: Math.min(received.length, 1), isExplained };
    }),
  );
  expect(told).toEqual(
    STORIES.map(([story, , said, state, requests]) => ({
      story,
      ...{ outcome: "failed", failure: null, ...said },
      state,
      requests,
      isExplained: true,
    })),
  );
  const [later] = await exchange.deliveries(ids[2] ?? "");
  expect(later?.next_at.getTime()).toBeGreaterThanOrEqual(beganAt + 7_000);
});
