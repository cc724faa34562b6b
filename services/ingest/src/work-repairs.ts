import { setTimeout as sleep } from "node:timers/promises";
import { screenLaneJobKey } from "@redflag/contract/jobs";
import { Problem } from "@redflag/domain/problem";
import type { FailureLog } from "@redflag/runtime/failure-log";
import type { Queue } from "@redflag/runtime/queue";
import type { BlockSpan } from "@redflag/store/block-span";
import { findLane } from "@redflag/store/lane";
import { claimRepair, finishRepair, type RepairStep, releaseRepair, renewRepair } from "@redflag/store/repair";
import type { IngestDeps } from "./ingest-deps.ts";
import { tolerate } from "./ingest-service.ts";
import { type RepairReport, repairCoverage } from "./repair-coverage.ts";

const SWEEP_MS = 2_000;
/** A process that is gone keeps nobody from its repair for longer; one that works says so again and again, and hears whether it is wanted. */
export const REPAIR_LEASE_S = 60;
const RENEW_MS = 2_000;

interface Claimed extends BlockSpan {
  id: string;
}

/** Keeps a lease until its end, and hears how far the work is. */
type KeepLease = (
  deps: IngestDeps,
  id: string,
  onCancelled: () => void,
) => { note(step: RepairStep, blocks: number): void; end(): void };

/**
 * Does what people ask to have mended of one chain, one repair after the other, beside any number of processes that do the same,
 * until the signal aborts. Two at one repair are a waste and no harm: done twice it changes nothing.
 * @param lane woken when something was mended
 */
export async function workRepairs(
  deps: IngestDeps,
  lane: Pick<Queue, "wake">,
  failures: FailureLog,
  signal: AbortSignal,
): Promise<void> {
  const { db, chain } = deps;
  while (!signal.aborted) {
    await tolerate(deps, failures, signal, "repair", async () => {
      const claimed = await claimRepair(db.kysely, chain.id, REPAIR_LEASE_S);
      if (claimed === undefined) return;
      await workRepair(deps, claimed, signal);
      await lane.wake({ key: screenLaneJobKey({ chain: chain.name }), payload: { chain: chain.name } });
    });
    await sleep(SWEEP_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** One that was claimed, to its end or the signal's. */
export async function workRepair(
  deps: IngestDeps,
  { id, ...span }: Claimed,
  signal: AbortSignal,
  keep: KeepLease = keepLease,
): Promise<void> {
  const { db, chain, logger } = deps;
  const stopped = (await findLane(db.kysely, chain.id))?.stopped;
  if (stopped !== undefined) return finishRepair(db.kysely, id, { outcome: "stopped", problem: stopped.reason });
  logger.info({ msg: "works on a repair", chain: chain.name, repair: id, ...span });
  const cancelled = new AbortController();
  const lease = keep(deps, id, () => cancelled.abort(new Error("the repair was cancelled")));
  try {
    const report = await repairCoverage(deps, span, lease.note, AbortSignal.any([signal, cancelled.signal]));
    await finishRepair(db.kysely, id, outcomeOf(report));
    logger.info({ msg: "a repair has ended", chain: chain.name, repair: id, failures: report.failureCount });
  } catch (error) {
    if (cancelled.signal.aborted && !signal.aborted) return;
    if (error instanceof Problem && error.retry === "fatal") {
      await finishRepair(db.kysely, id, { outcome: "failed", problem: error.message });
      return;
    }
    // Whoever comes next goes on at once, unless the database is what failed: then the lease runs out.
    await releaseRepair(db.kysely, id).catch(() => undefined);
    throw error;
  } finally {
    lease.end();
  }
}

function outcomeOf({ stopped, ...account }: RepairReport) {
  if (stopped !== undefined) return { outcome: "stopped" as const, account, problem: stopped.message };
  return { outcome: account.failureCount > 0 ? ("partial" as const) : ("done" as const), account };
}

/** Says again and again that the repair is worked on, and how far that is. */
function keepLease({ db, chain, logger }: IngestDeps, id: string, onCancelled: () => void) {
  let progress: { step: RepairStep; blocks: number } | undefined;
  const renew = () =>
    renewRepair(db.kysely, id, REPAIR_LEASE_S, progress).then(
      (isWanted) => {
        if (!isWanted) onCancelled();
      },
      (err: unknown) =>
        logger.warn({ msg: "a repair's lease could not be renewed", chain: chain.name, repair: id, err }),
    );
  const timer = setInterval(renew, RENEW_MS);
  return {
    note(step: RepairStep, blocks: number): void {
      progress = { step, blocks };
    },
    end: () => clearInterval(timer),
  };
}
