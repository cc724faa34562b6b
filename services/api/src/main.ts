import { join } from "node:path";
import { ensureConsoleBuilt } from "@redflag/console/ensure-built";
import { createRegistry } from "@redflag/runtime/metrics";
import { serveMetrics } from "@redflag/runtime/metrics-server";
import { runCallProcess } from "@redflag/runtime/run-call-process";
import { createExplainer } from "@redflag/screen/explain";
import { FOLDED_FOR_AN_ANSWER_MAX } from "./explainer.ts";
import { startApi } from "./start-api.ts";

const DEFAULT_PORT = 8620;
const ROOT = join(import.meta.dirname, "../../..");

/** The API process on its own: any number may run on one database. `redflag migrate` comes first. */
await runCallProcess("api", async ({ config, logger, shutdown, backends, fail }) => {
  const { metricsPort } = config;
  const registry = createRegistry("api", config);
  if (metricsPort !== undefined) {
    const server = await serveMetrics({ port: metricsPort, host: config.metricsHost, registry, health: {} });
    shutdown.onClose("metrics", () => server.close());
  }
  const api = await startApi({
    config,
    urls: {
      staff: backends.databaseUrl,
      ...(config.exchangeDatabaseUrl !== undefined && { exchange: config.exchangeDatabaseUrl }),
    },
    migrationsDir: join(ROOT, "migrations"),
    onSchemaMoved: fail,
    reportProfilesDir: join(ROOT, "report-profiles"),
    explainer: createExplainer(FOLDED_FOR_AN_ANSWER_MAX),
    logger,
    port: config.apiPort ?? DEFAULT_PORT,
    registry,
    consoleDir: await ensureConsoleBuilt(() => logger.info({ msg: "building the web console" })),
  });
  shutdown.onClose("api", () => api.close());
});
