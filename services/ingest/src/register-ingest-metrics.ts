import type { Database } from "@redflag/store/database";
import type { Registry } from "prom-client";
import { registerEndpointGauges } from "./endpoint-gauges.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { registerLedgerGauges } from "./ledger-gauges.ts";

/** All that ingest says of itself, whatever process it is in. */
export function registerIngestMetrics(registry: Registry, db: Database, chains: readonly IngestDeps[]): void {
  registerEndpointGauges(registry, chains);
  registerLedgerGauges(
    registry,
    db,
    chains.map(({ chain }) => chain),
  );
}
