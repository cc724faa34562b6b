import { createApiMetrics } from "@redflag/api/api-metrics";
import { openSource } from "@redflag/chain/open-source";
import { buildFakeChain } from "@redflag/chain/testing/fake-chain";
import { createFakeNode } from "@redflag/chain/testing/fake-node";
import { createMemoryTransport } from "@redflag/chain/testing/memory-transport";
import { ethereum } from "@redflag/domain/chains/ethereum";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { registerIngestMetrics } from "@redflag/ingest/register-ingest-metrics";
import { registerNotifyMetrics } from "@redflag/notify/notify-metrics";
import { registerRefreshMetrics } from "@redflag/refresh/refresh-metrics";
import { createRegistry } from "@redflag/runtime/metrics";
import { registerLaneGauges } from "@redflag/screen/lane-gauges";
import type { Database } from "@redflag/store/database";

/** The endpoints of the one chain, by host: the second gives what is no JSON. */
export const ENDPOINTS = ["a.example", "b.example"];

/** What each kind of process serves, registered as its `main.ts` does. */
export async function openServedMetrics(db: Database, dataDir: string) {
  const blocks = await buildFakeChain(3);
  const source = openSource({
    chain: ethereum,
    policy: "bloom",
    transports: [
      createMemoryTransport("a.example", createFakeNode(blocks)),
      createMemoryTransport("b.example", createFakeNode(blocks), { text: () => "<html>" }),
    ],
  });
  const registries = Object.fromEntries(
    ["ingest", "screen", "refresh", "notify", "api"].map((service) => [service, createRegistry(service, { dataDir })]),
  ) as Record<"ingest" | "screen" | "refresh" | "notify" | "api", ReturnType<typeof createRegistry>>;
  registerIngestMetrics(registries.ingest, db, [{ chain: ethereum, source } as IngestDeps]);
  registerLaneGauges(registries.screen, db, [ethereum]);
  return {
    registries,
    source,
    refresh: registerRefreshMetrics(registries.refresh, db),
    notify: registerNotifyMetrics(registries.notify, db),
    api: createApiMetrics(registries.api, db),
  };
}

export interface ServedMetric {
  name: string;
  type: string;
  help: string;
  labels: readonly string[];
  services: string[];
}

interface Described {
  name: string;
  help: string;
  labelNames: readonly string[];
}

/** Of all of them, once each, by name; what comes with Node is left out. */
export async function listServedMetrics(
  registries: Awaited<ReturnType<typeof openServedMetrics>>["registries"],
): Promise<ServedMetric[]> {
  const served = new Map<string, ServedMetric>();
  for (const [service, registry] of Object.entries(registries)) {
    const types = new Map((await registry.getMetricsAsJSON()).map(({ name, type }) => [name, String(type)]));
    for (const { name, help, labelNames } of registry.getMetricsAsArray() as unknown as Described[]) {
      if (!name.startsWith("redflag_")) continue;
      const known = served.get(name) ?? { name, type: types.get(name) ?? "", help, labels: labelNames, services: [] };
      known.services.push(service);
      served.set(name, known);
    }
  }
  return [...served.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
