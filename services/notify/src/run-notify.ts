import type { Config } from "@redflag/runtime/config";
import { HeldInstallationKey } from "@redflag/runtime/held-installation-key";
import { installationKeyPath } from "@redflag/runtime/installation-key";
import type { Logger } from "@redflag/runtime/logger";
import type { QueueBackend } from "@redflag/runtime/queue-backend";
import { openNotifyQueue } from "@redflag/runtime/queues";
import type { Database } from "@redflag/store/database";
import { getInstallationKeyId } from "@redflag/store/installation-key";
import { WebhookClient } from "./attempt/attempt.ts";
import type { NotifyMetrics } from "./notify-metrics.ts";
import { runNotifyService } from "./notify-service.ts";
import { runOperatorWatch } from "./operator/run-operator-watch.ts";

export interface NotifyDeps {
  db: Database;
  queue: QueueBackend;
  config: Config;
  logger: Logger;
  signal: AbortSignal;
  metrics?: NotifyMetrics | undefined;
}

/**
 * Sends webhooks, and tells operators of what needs somebody, as the configuration says, until the signal aborts; closes what it
 * opened.
 * @throws Problem `installation_key_invalid`, `queue_unreachable`
 */
export async function runNotify({ db, queue: backend, config, logger, signal, metrics }: NotifyDeps): Promise<void> {
  const key = await HeldInstallationKey.open(installationKeyPath(config));
  await key.of(await getInstallationKeyId(db.kysely, key.newest));
  const queue = await openNotifyQueue(backend, logger);
  const client = new WebhookClient({ policy: { privateHosts: config.webhookPrivateHosts ?? [] } });
  try {
    const logDays = config.webhookLogDays;
    logger.info({ msg: "notify runs" });
    await runBoth(signal, [
      (ending) => runNotifyService({ db, queue, client, key, logger, signal: ending, metrics, logDays }),
      (ending) => runOperatorWatch({ db, config, logger, signal: ending }),
    ]);
  } finally {
    await client.close();
    await queue.close();
  }
}

/** Until both have ended: what one of them cannot bear ends the other. */
async function runBoth(signal: AbortSignal, works: ReadonlyArray<(ending: AbortSignal) => Promise<void>>) {
  const failed = new AbortController();
  const ending = AbortSignal.any([signal, failed.signal]);
  const running = works.map((work) => work(ending));
  for (const each of running) each.catch(() => failed.abort());
  await Promise.allSettled(running);
  await Promise.all(running);
}
