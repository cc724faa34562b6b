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

export interface NotifyDeps {
  db: Database;
  queue: QueueBackend;
  config: Config;
  logger: Logger;
  signal: AbortSignal;
  metrics?: NotifyMetrics | undefined;
}

/**
 * Sends webhooks as the configuration says, until the signal aborts, and closes what it opened.
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
    await runNotifyService({ db, queue, client, key, logger, signal, metrics, logDays });
  } finally {
    await client.close();
    await queue.close();
  }
}
