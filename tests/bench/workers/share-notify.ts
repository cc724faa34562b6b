import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { startNotify } from "../webhooks/start-notify.ts";
import { inWorld, play, type WebhookLoad } from "../webhooks/webhook-load.ts";
import { measureWork } from "./server-work.ts";
import type { WorkFigures } from "./work-figures.ts";

const POLL_MS = 50;
/** Without any delivery. */
const PATIENCE_MS = 300_000;

/** All alerts at once, and so many notify processes that bring them to their receivers. */
export function shareNotify(load: WebhookLoad, workers: number): Promise<WorkFigures> {
  return inWorld(load, async ({ cluster, url, db, world }) => {
    await using open = new AsyncDisposableStack();
    const store = await listTestStores().at(-1)?.open();
    if (store === undefined) throw new Error("there is a queue in PostgreSQL at least");
    open.defer(() => store.close());
    const redisUrl = store.backend.kind === "redis" ? store.backend.url : undefined;
    const processes = await Promise.all(
      Array.from({ length: workers }, async () => {
        const process = await startNotify({ url, redisUrl, world });
        open.defer(() => process.end());
        return process;
      }),
    );
    const end = async () => {
      await Promise.all(processes.map((process) => process.end()));
    };
    let seconds = 0;
    const healthyRules = [...world.targets].map(([, targets]) => targets.filter(({ isHealthy }) => isHealthy).length);
    const alerts = load.alertsPerS * load.seconds;
    const owed = Array.from({ length: alerts }, (_, n) => healthyRules[n % world.rules] ?? 0).reduce(
      (a, b) => a + b,
      0,
    );
    const work = await measureWork({ cluster, url, processes, end }, "delivery", async () => {
      const begin = performance.now();
      await play(db, world, load);
      let [count, sinceMs] = [world.arrivals.size, performance.now()];
      while (world.arrivals.size < owed) {
        await sleep(POLL_MS);
        if (world.arrivals.size > count) [count, sinceMs] = [world.arrivals.size, performance.now()];
        assert(performance.now() - sinceMs < PATIENCE_MS, `${owed - count} of ${owed} deliveries never came`);
      }
      seconds = (performance.now() - begin) / 1_000;
    });
    assert.equal(world.requestCount(), owed, "each delivery came once");
    return { ...work, items: alerts * load.matching, seconds };
  });
}
