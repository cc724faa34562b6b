import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { registerIngestMetrics } from "@redflag/ingest/register-ingest-metrics";
import type { Config } from "@redflag/runtime/config";
import { createRegistry } from "@redflag/runtime/metrics";
import { type MetricsServer, serveMetrics } from "@redflag/runtime/metrics-server";
import { registerLaneGauges } from "@redflag/screen/lane-gauges";
import { type Database, ping } from "@redflag/store/database";
import type { Registry } from "prom-client";

interface OpenMetrics extends Pick<MetricsServer, "close"> {
  /** Whatever else the process counts goes in here. */
  registry: Registry;
}

/**
 * The process's, ingest's and screening's metrics; ready while the database answers.
 * @throws Problem `port_taken`
 */
export async function openMetrics(
  { dataDir, metricsHost: host }: Pick<Config, "dataDir" | "metricsHost">,
  port: number,
  db: Database,
  chains: readonly IngestDeps[],
): Promise<OpenMetrics> {
  const registry = createRegistry("all", { dataDir });
  registerLaneGauges(
    registry,
    db,
    chains.map(({ chain }) => chain),
  );
  registerIngestMetrics(registry, db, chains);
  const server = await serveMetrics({ port, host, registry, health: { database: () => ping(db) } });
  return { registry, close: () => server.close() };
}
