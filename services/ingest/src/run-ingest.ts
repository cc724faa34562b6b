import type { Logger } from "@redflag/runtime/logger";
import { FailureLog } from "./failure-log.ts";
import type { FollowedChain } from "./ingest-deps.ts";
import { followHead, type IngestQueues, runIngestWorkers } from "./ingest-service.ts";

/** Follows every given chain and works its jobs until the signal aborts; then finishes what is in hand. */
export async function runIngest(
  chains: readonly FollowedChain[],
  queues: IngestQueues,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const failures = new FailureLog(logger);
  const byName = new Map(chains.map((deps) => [deps.chain.name, deps]));
  const workers = await runIngestWorkers(byName, queues, failures, signal);
  try {
    await Promise.all(chains.map((deps) => followHead(deps, queues, failures, signal)));
  } finally {
    await workers.close();
    await Promise.all(chains.map((deps) => deps.source.close()));
  }
}
