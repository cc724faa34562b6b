import type { Endpoint } from "@redflag/contract/http/routes/operations";
import { endpointHealth } from "@redflag/domain/endpoint-health";
import type { EndpointState, IngestState } from "@redflag/store/ingest-state";
import { isSilent, type OperatedChain } from "./operated-chain.ts";

export function endpointStateOf(endpoint: EndpointState, state: IngestState, now: Date): Endpoint["state"] {
  return isSilent(state, now) ? "stale" : endpointHealth(endpoint);
}

/**
 * Every endpoint of a chain as each of its processes sees it.
 * @param head the newest that was seen of the chain
 * @param liesOf how many wrong answers a host was caught in
 */
export function endpointBodies(
  { chain, ingest }: OperatedChain,
  { head, liesOf, now }: { head: number | undefined; liesOf: (host: string) => number; now: Date },
): Endpoint[] {
  return ingest.flatMap((state) =>
    state.endpoints.map((endpoint) => ({
      ...{ chain: chain.caip2, host: endpoint.host, ordinal: endpoint.ordinal },
      state: endpointStateOf(endpoint, state, now),
      ...(endpoint.restsUntil !== undefined &&
        endpoint.restsUntil > now && { restsUntil: endpoint.restsUntil.toISOString() }),
      ...(endpoint.problem !== undefined && { problem: endpoint.problem }),
      score: endpoint.score,
      ...(endpoint.latencyMs !== undefined && { latencyMs: endpoint.latencyMs }),
      ...(endpoint.requestsPerSecondMax !== undefined && { requestsPerSecondMax: endpoint.requestsPerSecondMax }),
      ...(endpoint.logBlocksMax !== undefined && { logBlocksMax: endpoint.logBlocksMax }),
      ...(endpoint.head !== undefined && { head: endpoint.head }),
      ...(endpoint.head !== undefined && head !== undefined && { blocksBehind: Math.max(0, head - endpoint.head) }),
      answers: { ...endpoint.answers },
      liesCaught: liesOf(endpoint.host),
      process: state.processId,
      reportedAt: state.seenAt.toISOString(),
      ageSeconds: Math.max(0, Math.floor((now.getTime() - state.seenAt.getTime()) / 1_000)),
    })),
  );
}
