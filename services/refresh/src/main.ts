import { join } from "node:path";
import { createRegistry } from "@redflag/runtime/metrics";
import { serveMetrics } from "@redflag/runtime/metrics-server";
import { runCallProcess } from "@redflag/runtime/run-call-process";
import { openDatabase, ping } from "@redflag/store/database";
import { holdSchema } from "@redflag/store/schema-hold";
import { type RefreshCounters, registerRefreshMetrics } from "./refresh-metrics.ts";
import { runRefresh } from "./run-refresh.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");

/** The refresh process on its own: any number may run on one database. `redflag migrate` comes first. */
await runCallProcess("refresh", async ({ config, logger, shutdown, backends, fail }) => {
  const db = await openDatabase({ url: backends.databaseUrl, applicationName: `redflag refresh ${process.pid}` });
  shutdown.onClose("database", () => db.close());
  const hold = await holdSchema(db, MIGRATIONS, fail);
  shutdown.onClose("schema", () => hold.release());
  let counters: RefreshCounters | undefined;
  if (config.metricsPort !== undefined) {
    const registry = createRegistry("refresh", config);
    counters = registerRefreshMetrics(registry, db);
    const server = await serveMetrics({
      port: config.metricsPort,
      host: config.metricsHost,
      registry,
      health: { database: () => ping(db) },
    });
    shutdown.onClose("metrics", () => server.close());
  }
  const policy = { privateHosts: config.outboundPrivateHosts ?? [] };
  const deps = { db, logger, dataDir: config.dataDir, policy, signal: shutdown.signal };
  const running = runRefresh({ ...deps, ...(counters && { counters }) });
  shutdown.onClose("refresh", () => running);
  logger.info({ msg: "refresh runs" });
  await running;
});
