import { join } from "node:path";
import { getChain } from "@redflag/domain/chain-registry";
import { createRegistry } from "@redflag/runtime/metrics";
import { serveMetrics } from "@redflag/runtime/metrics-server";
import { runProcess } from "@redflag/runtime/run-process";
import { openDatabase, ping } from "@redflag/store/database";
import { holdSchema } from "@redflag/store/schema-hold";
import { openChain } from "./open-chain.ts";
import { registerIngestMetrics } from "./register-ingest-metrics.ts";
import { runIngest } from "./run-ingest.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");

/** The ingest process on its own: any number may run on one database and one queue. `redflag migrate` comes first. */
await runProcess("ingest", async ({ config, logger, shutdown, backends, queues, fail }) => {
  const db = await openDatabase({ url: backends.databaseUrl, applicationName: `redflag ingest ${process.pid}` });
  shutdown.onClose("database", () => db.close());
  const hold = await holdSchema(db, MIGRATIONS, fail);
  shutdown.onClose("schema", () => hold.release());
  const chains = [...config.chains].map(([name, chain]) => openChain(getChain(name), chain, { db, logger }));
  if (config.metricsPort !== undefined) {
    const registry = createRegistry("ingest", config);
    registerIngestMetrics(registry, db, chains);
    const server = await serveMetrics({
      port: config.metricsPort,
      host: config.metricsHost,
      registry,
      health: { database: () => ping(db) },
    });
    shutdown.onClose("metrics", () => server.close());
  }
  const running = runIngest(chains, queues, logger, shutdown.signal);
  shutdown.onClose("ingest", () => running);
  logger.info({ msg: "ingest runs", chains: chains.map(({ chain }) => chain.name) });
  await running;
});
