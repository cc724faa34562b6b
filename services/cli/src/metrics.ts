import { Problem } from "@redflag/domain/problem";
import { createRegistry } from "@redflag/runtime/metrics";
import { type MetricsServer, serveMetrics } from "@redflag/runtime/metrics-server";
import type { Database } from "@redflag/store/database";

/**
 * The process's metrics on loopback; ready while the database answers.
 * @throws Problem `port_taken`
 */
export async function openMetrics(port: number, db: Database): Promise<MetricsServer> {
  const health = {
    database: async () => {
      await db.pool.query("select 1");
    },
  };
  try {
    return await serveMetrics({ port, registry: createRegistry("all"), health });
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error && "code" in error)) throw error;
    throw new Problem("port_taken", `REDFLAG_METRICS_PORT=${port}: ${error.code}`, { cause: error });
  }
}
