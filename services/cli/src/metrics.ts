import { registerEndpointGauges } from "@redflag/ingest/endpoint-gauges";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
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
 * The process's, the lanes' and the endpoints' metrics on loopback; ready while the database answers.
 * @throws Problem `port_taken`
 */
export async function openMetrics(port: number, db: Database, chains: readonly IngestDeps[]): Promise<OpenMetrics> {
  const registry = createRegistry("all");
  registerLaneGauges(
    registry,
    db,
    chains.map(({ chain }) => chain),
  );
  registerEndpointGauges(registry, chains);
  const server = await serveMetrics({ port, registry, health: { database: () => ping(db) } });
  return { registry, close: () => server.close() };
}
