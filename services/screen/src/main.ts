import { join } from "node:path";
import { getChain } from "@redflag/domain/chain-registry";
import { createRegistry } from "@redflag/runtime/metrics";
import { serveMetrics } from "@redflag/runtime/metrics-server";
import { runProcess } from "@redflag/runtime/run-process";
import { openDatabase, ping } from "@redflag/store/database";
import { holdSchema } from "@redflag/store/schema-hold";
import { registerLaneGauges } from "./lane-gauges.ts";
import { runScreenService } from "./screen-service.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");

/** The screen process on its own: any number may run on one database and one queue. `redflag migrate` comes first. */
await runProcess("screen", async ({ config, logger, shutdown, backends, queues, fail }) => {
  const db = await openDatabase({ url: backends.databaseUrl, applicationName: `redflag screen ${process.pid}` });
  shutdown.onClose("database", () => db.close());
  const hold = await holdSchema(db, MIGRATIONS, fail);
  shutdown.onClose("schema", () => hold.release());
  const chains = [...config.chains.keys()].map(getChain);
  if (config.metricsPort !== undefined) {
    const registry = createRegistry("screen", config);
    registerLaneGauges(registry, db, chains);
    const server = await serveMetrics({
      port: config.metricsPort,
      host: config.metricsHost,
      registry,
      health: { database: () => ping(db) },
    });
    shutdown.onClose("metrics", () => server.close());
  }
  const running = runScreenService({
    db,
    chains,
    policyOf: (chain) => config.chains.get(chain.name)?.verify ?? chain.verify,
    queue: queues.lane,
    logger,
    signal: shutdown.signal,
    retentionDays: config.retentionDays,
  });
  shutdown.onClose("screen", () => running);
  logger.info({ msg: "screen runs", chains: chains.map((chain) => chain.name) });
  await running;
});
