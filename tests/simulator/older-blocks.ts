import { findLane } from "@redflag/store/lane";
import { runJob } from "./jobs.ts";
import type { Simulation } from "./simulation.ts";
import type { StatementFault, Task } from "./task.ts";

/** Reads and proves blocks before the lane's start, as a backfill does; a rescreening takes them in. */
export function startOlderBlocks(
  simulation: Simulation,
  index: number,
  count: number,
  fault?: StatementFault,
): Promise<Task> {
  const { chain, steps } = simulation;
  return simulation.start("older blocks", index, fault, async (process) => {
    const lane = await findLane(process.db.kysely, chain.id);
    if (lane === undefined || lane.startBlock === 0) return "none";
    const from = Math.max(0, Math.min(simulation.olderStart ?? lane.startBlock, lane.startBlock) - count);
    const to = lane.startBlock - 1;
    simulation.olderStart = from;
    for (const kind of ["read", "prove"] as const) await runJob(process, steps, { kind, from, to });
    return `${from} to ${to}`;
  });
}
