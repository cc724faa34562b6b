import { runExchangeStorm } from "./exchange-storm.ts";
import { startOlderBlocks } from "./older-blocks.ts";
import { checkAtRest, findPending, type RestInputs } from "./rest-invariants.ts";
import { settleExchanges } from "./settle-exchanges.ts";
import type { LaneStep, Simulation } from "./simulation.ts";

const ROUNDS_MAX = 60;

/** Lets everything that was begun end, then works as the services do until nothing is left, and checks all of it. */
export async function settle(simulation: Simulation): Promise<void> {
  const { network, runner, random, trace } = simulation;
  network.calm = true;
  trace.add("calm");
  while (runner.tasks.length > 0) {
    const parked = runner.listParked();
    if (parked.length === 0) throw new Error("every task waits, and nobody can move");
    await simulation.step(random.pick(parked));
  }
  for (const list of simulation.unimported) {
    while (simulation.unimported.has(list)) {
      await simulation.finish(
        await simulation.startImport(0, list, undefined, () => simulation.unimported.delete(list)),
      );
    }
  }
  await arriveAtRest(simulation);
  if (simulation.meets && simulation.violations.length === 0) {
    await runExchangeStorm(simulation);
    await settleExchanges(simulation);
  }
  if (simulation.cuts && simulation.violations.length === 0) await cutAtRest(simulation);
  network.calm = false;
  network.mayBoast = true;
}

/** All that may go, goes, and nothing else is another for it. */
async function cutAtRest(simulation: Simulation): Promise<void> {
  await simulation.finish(await simulation.startCut(0, 0));
  simulation.violations.push(...(await checkAtRest(restInputs(simulation))));
}

async function arriveAtRest(simulation: Simulation): Promise<void> {
  const inputs = restInputs(simulation);
  let pending: string[] = [];
  for (let round = 1; round <= ROUNDS_MAX; round++) {
    await workOnce(simulation, round % 2);
    if (simulation.asks) await simulation.askedWork.workOnce(round % 2);
    await takeInOlderBlocks(simulation, round % 2);
    if (simulation.violations.length > 0) return;
    pending = [...(await findPending(inputs)), ...(await listOpen(simulation))];
    if (pending.length > 0) continue;
    simulation.trace.add(`at rest after ${round} rounds`);
    simulation.violations.push(...(await checkAtRest(inputs)));
    return;
  }
  simulation.violations.push(`not at rest after ${ROUNDS_MAX} rounds: ${pending.join("; ")}`);
}

/** Whatever somebody asked for ends. */
async function listOpen({ asks, askedWork }: Simulation): Promise<string[]> {
  if (!asks) return [];
  const { repairs, backfills } = await askedWork.open();
  return repairs + backfills === 0 ? [] : [`${repairs} repairs and ${backfills} backfills have not ended`];
}

/** What was asked for from before the lane's start, until it is there. */
async function takeInOlderBlocks(simulation: Simulation, index: number): Promise<void> {
  const lane = await simulation.stored.lane();
  const { olderStart } = simulation;
  if (lane === undefined || olderStart === undefined || olderStart >= lane.start) return;
  await simulation.finish(await startOlderBlocks(simulation, index, 0));
  await simulation.finish(await simulation.startRescreen(index));
}

export function restInputs({ chain, stored, world, lists, wasRewritten, olderStart }: Simulation): RestInputs {
  if (chain.finality.kind !== "depth") throw new Error("the simulated chain is final by depth");
  const finalLevels = chain.verify === "peers" ? ["peers"] : ["proven", "self_consistent"];
  const finalityBlocks = chain.finality.blocks;
  return { chain, stored, world, finalityBlocks, finalLevels, entries: lists.versions, wasRewritten, olderStart };
}

/** One sweep of every service, one step after the other, without kills. */
export async function workOnce(simulation: Simulation, index: number): Promise<void> {
  await simulation.finish(await simulation.startObserve(index));
  await simulation.finish(await simulation.startPlan(index));
  for (const job of simulation.jobs.list()) {
    simulation.jobs.remove(job);
    await simulation.finish(await simulation.startJob(index, job));
  }
  for (const step of ["screenHead", "screenHead", "screenFinal", "screenDepth", "stepLookback"] satisfies LaneStep[]) {
    await simulation.finish(await simulation.startLane(index, step));
  }
  await simulation.finish(await simulation.startKeep(index));
}
