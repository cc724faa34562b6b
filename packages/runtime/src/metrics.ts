import { collectDefaultMetrics, Registry } from "prom-client";

/** One per process: two services in one process, or two tests, must not share prom-client's global registry. */
export function createRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}
