import { setTimeout as sleep } from "node:timers/promises";
import type { FailureLog } from "@redflag/runtime/failure-log";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { findLane } from "@redflag/store/lane";
import type { IngestDeps } from "./ingest-deps.ts";
import { tolerate } from "./ingest-service.ts";
import { keepProofs } from "./keep-proofs.ts";
import { levelsSought } from "./levels-sought.ts";

const SWEEP_MS = 2_000;
/** Blocks kept in one sweep: some four calls each. */
const SWEEP_BLOCKS = 4;
/** The same while blocks wait to be proven, which evidence waits for to become final. */
const BUSY_SWEEP_BLOCKS = 1;

/** Keeps what shows one chain's evidence, a little at a time, until the signal aborts. */
export async function workProofs(deps: IngestDeps, failures: FailureLog, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await tolerate(deps, failures, signal, "keep proofs", async () => {
      await keepProofs(deps, (await isBusy(deps)) ? BUSY_SWEEP_BLOCKS : SWEEP_BLOCKS, signal);
    });
    await sleep(SWEEP_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function isBusy({ db, chain, policy }: IngestDeps): Promise<boolean> {
  const lane = await findLane(db.kysely, chain.id);
  if (lane === undefined) return false;
  const span = { from: lane.finalPosition + 1, to: lane.headPosition };
  return (await listUnprovenCoverage(db.kysely, chain.id, span, 1, levelsSought(policy))).length > 0;
}
