import { join } from "node:path";
import { createRegistry } from "@redflag/runtime/metrics";
import { serveMetrics } from "@redflag/runtime/metrics-server";
import { runCallProcess } from "@redflag/runtime/run-call-process";
import { openDatabase, ping } from "@redflag/store/database";
import { holdSchema } from "@redflag/store/schema-hold";
import { type NotifyMetrics, registerNotifyMetrics } from "./notify-metrics.ts";
import { runNotify } from "./run-notify.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");

/** The notify process on its own: any number may run on one database and one queue. `redflag migrate` comes first. */
await runCallProcess("notify", async ({ config, logger, shutdown, backends, fail }) => {
  const db = await openDatabase({ url: backends.databaseUrl, applicationName: `redflag notify ${process.pid}` });
  shutdown.onClose("database", () => db.close());
  const hold = await holdSchema(db, MIGRATIONS, fail);
  shutdown.onClose("schema", () => hold.release());
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
