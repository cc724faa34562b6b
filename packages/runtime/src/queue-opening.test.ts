import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createLogger } from "./logger.ts";
import { openQueue } from "./queue.ts";
import { listTestStores } from "./queue-test-stores.ts";

test("a connection that drops while the queue's tables are made fails what opens, and ends no process", async () => {
  const store = await listTestStores()[0]?.open();
  if (store?.backend.kind !== "postgres") throw new Error("PostgreSQL is there");
  onTestFinished(() => store.close());
  const config = { connectionString: store.backend.url, application_name: "test" };
  const [blocker, watcher] = [new pg.Client(config), new pg.Client(config)];
  for (const client of [blocker, watcher]) {
    await client.connect();
    onTestFinished(() => client.end());
  }
  // Whoever makes tables waits here, within its transaction.
  await blocker.query("begin; lock table pg_namespace in share mode");
  const logger = createLogger({ service: "test", level: "silent" });
  const opening = openQueue({ name: "opening", backend: store.backend, logger });
  opening.catch(() => undefined);
  const waits = "select from pg_stat_activity where wait_event_type = 'Lock'";
  while ((await watcher.query(waits)).rows.length === 0) await sleep(20);
  await store.dropConnections();
  await expect(opening).rejects.toThrow();
});
