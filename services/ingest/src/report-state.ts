import { setTimeout as sleep } from "node:timers/promises";
import type { EndpointStanding } from "@redflag/chain/endpoint-standing";
import type { FailureLog } from "@redflag/runtime/failure-log";
import { deleteSilentIngest, type EndpointState, upsertIngestState } from "@redflag/store/ingest-state";
import type { IngestDeps } from "./ingest-deps.ts";
import { tolerate } from "./ingest-service.ts";

/** Often enough that a page which shows it is not behind, and seldom beside what ingest writes anyway. */
const REPORT_MS = 5_000;
/** A process that stopped is told of for so long. */
const SILENT_S_MAX = 86_400;

/**
 * Tells in a table, for whoever has no way into this process, that it follows the chain and how its endpoints do, until the
 * signal aborts. Nothing is taken back at the end: that it says nothing any more is how one learns that it has stopped.
 */
export async function reportState(
  deps: IngestDeps,
  processId: string,
  failures: FailureLog,
  signal: AbortSignal,
): Promise<void> {
  const { db, chain, policy, source } = deps;
  while (!signal.aborted) {
    await tolerate(deps, failures, signal, "report", async () => {
      const endpoints = source.listEndpoints().map(endpointStateOf);
      await upsertIngestState(db.kysely, { chainId: chain.id, processId, policy, endpoints });
      await deleteSilentIngest(db.kysely, SILENT_S_MAX);
    });
    await sleep(REPORT_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Codes and counts, and never a text: in an endpoint's own words there may be a key. */
export function endpointStateOf(standing: EndpointStanding, index: number): EndpointState {
  const { name, score, latencyMs, restsUntilMs, isBarred, problem, requestsPerSecondMax, logBlocksMax, head } =
    standing;
  return {
    ...{ ordinal: index + 1, host: name, score, isBarred, answers: { ...standing.counts } },
    ...(latencyMs !== undefined && { latencyMs: Math.round(latencyMs) }),
    ...(restsUntilMs !== undefined && { restsUntil: new Date(restsUntilMs) }),
    ...(problem !== undefined && { problem }),
    ...(requestsPerSecondMax !== undefined && { requestsPerSecondMax }),
    ...(logBlocksMax !== undefined && { logBlocksMax }),
    ...(head !== undefined && { head }),
  };
}
