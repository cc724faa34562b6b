import { installationKeyPath, openInstallationKey } from "@redflag/runtime/installation-key";
import { createRegistry } from "@redflag/runtime/metrics";
import { serveMetrics } from "@redflag/runtime/metrics-server";
import { openNotifyQueue } from "@redflag/runtime/queues";
import { runCallProcess } from "@redflag/runtime/run-process";
import { openDatabase, ping } from "@redflag/store/database";
import { WebhookClient } from "./attempt/attempt.ts";
import { type NotifyMetrics, registerNotifyMetrics } from "./notify-metrics.ts";
import { runNotifyService } from "./notify-service.ts";

/** The notify process on its own: any number may run on one database and one queue. `redflag migrate` comes first. */
await runCallProcess("notify", async ({ config, logger, shutdown, backends }) => {
  const db = await openDatabase({ url: backends.databaseUrl, applicationName: `redflag notify ${process.pid}` });
  shutdown.onClose("database", () => db.close());
  const key = await openInstallationKey(installationKeyPath(config));
  const queue = await openNotifyQueue(backends.queue, logger);
  shutdown.onClose("queue", () => queue.close());
  let metrics: NotifyMetrics | undefined;
  if (config.metricsPort !== undefined) {
    const registry = createRegistry("notify");
    metrics = registerNotifyMetrics(registry, db);
    const server = await serveMetrics({ port: config.metricsPort, registry, health: { database: () => ping(db) } });
    shutdown.onClose("metrics", () => server.close());
  }
  const client = new WebhookClient({ policy: { privateHosts: config.webhookPrivateHosts ?? [] } });
  shutdown.onClose("connections", () => client.close());
  const { signal } = shutdown;
  const running = runNotifyService({ db, queue, client, key, logger, signal, metrics, logDays: config.webhookLogDays });
  shutdown.onClose("notify", () => running);
  logger.info({ msg: "notify runs" });
  await running;
});
