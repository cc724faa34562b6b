import { WebhookClient } from "@redflag/notify/attempt/attempt";
import { runNotifyService } from "@redflag/notify/notify-service";
import type { Receiver } from "@redflag/notify/testing/receiver";
import { loadConfig } from "@redflag/runtime/config";
import { HeldInstallationKey } from "@redflag/runtime/held-installation-key";
import { installationKeyPath } from "@redflag/runtime/installation-key";
import { createLogger } from "@redflag/runtime/logger";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { openNotifyQueue } from "@redflag/runtime/queues";
import { openDatabase } from "@redflag/store/database";
import { afterAll } from "vitest";
import type { DayWorld } from "../day/day-world.ts";
import { urlOf } from "../test-database.ts";

/** What sends webhooks, beside the API of a world and with its key; it reaches one receiver. */
export async function notifyBeside({ env }: Pick<DayWorld, "env">, { policy, ca }: Receiver): Promise<void> {
  const [queue] = listTestStores();
  if (queue === undefined) throw new Error("there is a queue in PostgreSQL at least");
  const store = await queue.open();
  const logger = createLogger({ service: "notify", level: "error" });
  const db = await openDatabase({
    url: urlOf("redflag_notify", env.REDFLAG_DATABASE_URL),
    applicationName: "notify beside a console",
    poolMax: 4,
  });
  const notifyQueue = await openNotifyQueue(store.backend, logger);
  const client = new WebhookClient({ policy, ca });
  const abort = new AbortController();
  const key = await HeldInstallationKey.open(installationKeyPath(loadConfig(env)));
  const running = runNotifyService({ db, queue: notifyQueue, client, key, logger, signal: abort.signal });
  afterAll(async () => {
    abort.abort();
    await running;
    await client.close();
    await notifyQueue.close();
    await db.close();
    await store.close();
  });
}
