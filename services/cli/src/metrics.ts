import { registerEndpointGauges } from "@redflag/ingest/endpoint-gauges";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { createRegistry } from "@redflag/runtime/metrics";
import { type MetricsServer, serveMetrics } from "@redflag/runtime/metrics-server";
import { registerLaneGauges } from "@redflag/screen/lane-gauges";
import { type Database, ping } from "@redflag/store/database";

/**
 * The process's, the lanes' and the endpoints' metrics on loopback; ready while the database answers.
 * @throws Problem `port_taken`
 */
export async function openMetrics(port: number, db: Database, chains: readonly IngestDeps[]): Promise<MetricsServer> {
  const registry = createRegistry("all");
  registerLaneGauges(
    registry,
    db,
    chains.map(({ chain }) => chain),
  );
  registerEndpointGauges(registry, chains);
  return serveMetrics({ port, registry, health: { database: () => ping(db) } });
}
