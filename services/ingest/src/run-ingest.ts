import { randomUUID } from "node:crypto";
import { FailureLog } from "@redflag/runtime/failure-log";
import type { Logger } from "@redflag/runtime/logger";
import type { Queues } from "@redflag/runtime/queues";
import type { FollowedChain } from "./ingest-deps.ts";
import { followHead, type IngestQueues, runIngestWorkers } from "./ingest-service.ts";
import { reportState } from "./report-state.ts";
import { workBackfills } from "./work-backfills.ts";
import { workProofs } from "./work-proofs.ts";
import { workRepairs } from "./work-repairs.ts";

/** Follows every given chain, works its jobs, fills its backfills, does its repairs, keeps what proves evidence and tells how its endpoints do until the signal aborts; then finishes what is in hand. */
export async function runIngest(
  chains: readonly FollowedChain[],
  queues: IngestQueues & Pick<Queues, "openBackfill">,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const failures = new FailureLog(logger);
  const processId = randomUUID();
  const byName = new Map(chains.map((deps) => [deps.chain.name, deps]));
  const workers = await runIngestWorkers(byName, queues, failures, signal);
  try {
    await Promise.all(
      chains.flatMap((deps) => [
        followHead(deps, queues, failures, signal),
        workBackfills(deps, queues.openBackfill, failures, signal),
        workRepairs(deps, queues.lane, failures, signal),
        workProofs(deps, failures, signal),
        reportState(deps, processId, failures, signal),
      ]),
    );
  } finally {
    await workers.close();
    await Promise.all(chains.map((deps) => deps.source.close()));
  }
}
