import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault.ts";
import type { FaultWorld } from "./fault-world.ts";
import { type InFlight, type Progress, readProgress } from "./progress.ts";
import type { Told } from "./worker.ts";

export interface Round {
  inFlight: InFlight;
  /** From the end of the fault to the first commit that moves the work on; absent when there was none in time. */
  firstCommitS?: number;
  /** … until nothing is behind. */
  caughtUpS?: number;
  told: Told[];
  /** Processes that ended although nobody ended them, and were started again by their supervisor. */
  endedCount: number;
  note?: string;
  failure?: string;
}

const RECOVERY_MS_MAX = 120_000;
const POLL_MS = 100;
const REORG_DEPTHS = 3;

/** One fault, once: waits until all is well, strikes while a reorg comes, and waits until all is well again. */
export async function playRound(world: FaultWorld, fault: Fault, round: number): Promise<Round> {
  await until(world, (progress) => progress.isCaughtUp);
  const marks = new Map(
    world.everyone.map((worker) => [worker, { told: worker.told.length, ended: worker.endedCount }]),
  );
  world.growth.reorgSoon(1 + (round % REORG_DEPTHS));
  const struck = await fault.strike(world);
  const healed = performance.now();
  const before = await readOnceThere(world);
  const firstCommitS = await until(world, (now) => now[fault.seenBy] > before[fault.seenBy], healed);
  const caughtUpS = firstCommitS === undefined ? undefined : await until(world, (now) => now.isCaughtUp, healed);
  await fault.after?.(world);
  return {
    ...struck,
    ...(firstCommitS !== undefined && { firstCommitS }),
    ...(caughtUpS !== undefined && { caughtUpS }),
    told: world.everyone.flatMap((worker) => worker.told.slice(marks.get(worker)?.told)),
    endedCount: world.everyone.reduce((sum, one) => sum + one.endedCount - (marks.get(one)?.ended ?? 0), 0),
  };
}

/** @returns seconds since then; undefined when it is not so in time */
async function until(
  world: FaultWorld,
  isSo: (progress: Progress) => boolean,
  sinceMs = performance.now(),
): Promise<number | undefined> {
  while (performance.now() - sinceMs < RECOVERY_MS_MAX) {
    world.growth.check();
    if (isSo(await readOnceThere(world))) return (performance.now() - sinceMs) / 1000;
    await sleep(POLL_MS);
  }
  return undefined;
}

/** The observer's own connections are cut by some faults, too. */
async function readOnceThere(world: FaultWorld): Promise<Progress> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readProgress(world);
    } catch (error) {
      if (attempt * POLL_MS > RECOVERY_MS_MAX) throw error;
      await sleep(POLL_MS);
    }
  }
}
