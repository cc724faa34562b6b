import { createRegistry } from "@redflag/runtime/metrics";
import { serveMetrics } from "@redflag/runtime/metrics-server";
import { runCallProcess } from "@redflag/runtime/run-process";
import { openDatabase, ping } from "@redflag/store/database";
import { type NotifyMetrics, registerNotifyMetrics } from "./notify-metrics.ts";
import { runNotify } from "./run-notify.ts";

/** The notify process on its own: any number may run on one database and one queue. `redflag migrate` comes first. */
await runCallProcess("notify", async ({ config, logger, shutdown, backends }) => {
  const db = await openDatabase({ url: backends.databaseUrl, applicationName: `redflag notify ${process.pid}` });
  shutdown.onClose("database", () => db.close());
  let metrics: NotifyMetrics | undefined;
  if (config.metricsPort !== undefined) {
    const registry = createRegistry("notify", config);
    metrics = registerNotifyMetrics(registry, db);
    const server = await serveMetrics({
      port: config.metricsPort,
      host: config.metricsHost,
      registry,
      health: { database: () => ping(db) },
    });
    shutdown.onClose("metrics", () => server.close());
  }
  const running = runNotify({ db, queue: backends.queue, config, logger, signal: shutdown.signal, metrics });
  shutdown.onClose("notify", () => running);
  await running;
});
