import type { Chain } from "@redflag/domain/chain";
import { createRegistry } from "@redflag/runtime/metrics";
import { type MetricsServer, serveMetrics } from "@redflag/runtime/metrics-server";
import { registerLaneGauges } from "@redflag/screen/lane-gauges";
import { type Database, ping } from "@redflag/store/database";

/**
 * The process's and the lanes' metrics on loopback; ready while the database answers.
 * @throws Problem `port_taken`
 */
export async function openMetrics(port: number, db: Database, chains: readonly Chain[]): Promise<MetricsServer> {
  const registry = createRegistry("all");
  registerLaneGauges(registry, db, chains);
  return serveMetrics({ port, registry, health: { database: () => ping(db) } });
}
