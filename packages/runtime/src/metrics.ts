import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import manifest from "../package.json" with { type: "json" };
import { registerDiskGauges } from "./disk-gauges.ts";

/** One per process: two services in one process, or two tests, must not share prom-client's global registry. */
export function createRegistry(service: string, { dataDir }: { dataDir?: string } = {}): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "redflag_build_info",
    help: "Always 1: which Redflag this process is of",
    labelNames: ["version"],
    registers: [registry],
  }).set({ version: manifest.version }, 1);
  if (dataDir !== undefined) registerDiskGauges(registry, dataDir);
  return registry;
}
