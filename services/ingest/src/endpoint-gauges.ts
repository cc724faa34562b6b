import type { EndpointStanding } from "@redflag/chain/endpoint-standing";
import { endpointHealth } from "@redflag/domain/endpoint-health";
import { Counter, Gauge, type Registry } from "prom-client";
import type { IngestDeps } from "./ingest-deps.ts";

interface EndpointGauge {
  name: string;
  help: string;
  read: (standing: EndpointStanding) => number | undefined;
}

const GAUGES: readonly EndpointGauge[] = [
  {
    name: "redflag_endpoint_score",
    help: "How good an endpoint is to this process: 1 is as quick as the quickest and never failing, 0 is barred",
    read: ({ score }) => score,
  },
  {
    name: "redflag_endpoint_latency_seconds",
    help: "Time of one request to an endpoint, smoothed",
    read: ({ latencyMs }) => (latencyMs === undefined ? undefined : latencyMs / 1_000),
  },
  {
    name: "redflag_endpoint_resting",
    help: "1 while an endpoint is left alone because it failed or was asked too often, or for good if it is of another chain",
    read: ({ restsUntilMs, isBarred }) => (restsUntilMs !== undefined || isBarred ? 1 : 0),
  },
  {
    name: "redflag_endpoint_requests_per_second_max",
    help: "Requests a second that an endpoint is sent at most, by the operator or because it refused more",
    read: ({ requestsPerSecondMax }) => requestsPerSecondMax,
  },
  {
    name: "redflag_endpoint_log_blocks_max",
    help: "Blocks that an endpoint takes in one eth_getLogs, as far as it has refused more",
    read: ({ logBlocksMax }) => logBlocksMax,
  },
];

const COUNTERS: ReadonlyArray<{ name: string; help: string; read: (standing: EndpointStanding) => number }> = [
  {
    name: "redflag_endpoint_head_backwards_total",
    help: "Times that the head of an endpoint was below the one it gave before",
    read: ({ headBackwardsCount }) => headBackwardsCount,
  },
  {
    name: "redflag_endpoint_late_total",
    help: "Times that an endpoint lacked a block that it had shown before",
    read: ({ lateCount }) => lateCount,
  },
];

/** What this process has seen of its endpoints. Two keys at one host share their labels: the last one is shown. */
export function registerEndpointGauges(registry: Registry, chains: readonly IngestDeps[]): void {
  const standings = () =>
    chains.flatMap(({ chain, source }) => source.listEndpoints().map((standing) => ({ chain: chain.name, standing })));
  for (const { name, help, read } of GAUGES) {
    new Gauge({
      name,
      help,
      labelNames: ["chain", "endpoint"],
      registers: [registry],
      collect() {
        this.reset();
        for (const { chain, standing } of standings()) {
          const value = read(standing);
          if (value !== undefined) this.set({ chain, endpoint: standing.name }, value);
        }
      },
    });
  }
  for (const { name, help, read } of COUNTERS) {
    new Counter({
      name,
      help,
      labelNames: ["chain", "endpoint"],
      registers: [registry],
      collect() {
        this.reset();
        for (const { chain, standing } of standings()) this.inc({ chain, endpoint: standing.name }, read(standing));
      },
    });
  }
  new Gauge({
    name: "redflag_endpoints",
    help: "Endpoints of a chain as this process sees them: healthy, benched for a while, or barred as of another chain",
    labelNames: ["chain", "state"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { chain } of chains) {
        for (const state of ["healthy", "benched", "barred"]) this.set({ chain: chain.name, state }, 0);
      }
      for (const { chain, standing } of standings()) this.inc({ chain, state: endpointHealth(standing) });
    },
  });
  new Counter({
    name: "redflag_endpoint_answers_total",
    help: "Answers of an endpoint that were not good, by class",
    labelNames: ["chain", "endpoint", "class"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { chain, standing } of standings()) {
        for (const [answerClass, count] of Object.entries(standing.counts)) {
          this.inc({ chain, endpoint: standing.name, class: answerClass }, count);
        }
      }
    },
  });
}
