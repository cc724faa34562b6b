import { chooseFault } from "./choose-fault.ts";
import { flushQueue, passTime, startExchangeTask } from "./exchange-storm.ts";
import { LIST_IDS, type ListId } from "./lists.ts";
import { startOlderBlocks } from "./older-blocks.ts";
import { PROCESS_COUNT, type Simulation } from "./simulation.ts";
import type { StatementFault } from "./task.ts";

const TASKS_MAX = 4;
const REORG_DEPTH_MAX = 8;
/** What is older may be dropped. */
const CUT_AGE_DAYS_MAX = 4;
/** Blocks that are put before the lane's start at once. */
const OLDER_BLOCKS_MAX = 6;
/** Decisions taken before what is left of the world's future is given up: a run must end. */
const DECISIONS_MAX = 6_000;

/**
 * The storm: the chain grows and forks, steps of every kind start, stall, fail, are done twice, late or never, sessions
 * and processes are killed, lists change. Ends when the chain has done all it will do.
 */
export async function runStorm(simulation: Simulation, worldEvents: number): Promise<void> {
  const { random, runner } = simulation;
  /** Changed and not yet known to be imported: a publisher's file that stays there until it was read. */
  const changed = new Set<ListId>();
  let events = worldEvents;
  for (let decision = 0; decision < DECISIONS_MAX && events > 0; decision++) {
    const parked = runner.listParked();
    const canStart = runner.tasks.length < TASKS_MAX;
    const choice = random.weigh({
      step: parked.length > 0 ? 1_000 : 0,
      start: canStart ? 110 : 0,
      world: 16,
      session: parked.some(({ pid }) => pid !== undefined) ? 4 : 0,
      restart: 2,
      list: 4,
      watch: canStart ? 6 : 0,
      clock: simulation.meets ? 9 : 0,
      flush: simulation.meets ? 2 : 0,
      exchange: simulation.meets ? 1 : 0,
    });
    if (choice === "step") await simulation.step(random.pick(parked));
    else if (choice === "start") await startSomething(simulation, changed);
    else if (choice === "world") events -= await changeWorld(simulation);
    else if (choice === "session")
      await simulation.endSession(random.pick(parked.filter(({ pid }) => pid !== undefined)));
    else if (choice === "restart") await simulation.restart(random.between(0, PROCESS_COUNT - 1));
    else if (choice === "clock") await passTime(simulation);
    else if (choice === "flush") flushQueue(simulation);
    else if (choice === "exchange") simulation.trace.add(await simulation.exchanges.begin());
    else if (choice === "watch") {
      const fault = chooseFault(random, 10);
      await simulation.startWatch(random.between(0, PROCESS_COUNT - 1), fault);
    } else {
      const list = random.pick(LIST_IDS);
      // One content at a time: what an unfinished import brings must be known when it turns out to have been done.
      if (!changed.has(list)) changeList(simulation, list);
      changed.add(list);
    }
  }
  for (const list of changed) simulation.unimported.add(list);
}

async function startSomething(simulation: Simulation, changed: Set<ListId>): Promise<void> {
  const { random, jobs, meets, asks } = simulation;
  const index = random.between(0, PROCESS_COUNT - 1);
  const waiting = jobs.list();
  const fault = chooseFault(random, 10);
  const kind = random.weigh({
    observe: 20,
    plan: 18,
    job: waiting.length > 0 ? 40 : 0,
    lose: waiting.length > 0 ? 3 : 0,
    screenHead: 25,
    screenFinal: 14,
    screenDepth: 8,
    stepLookback: 8,
    keep: 5,
    rebuild: 2,
    rescreen: simulation.cuts ? 0 : simulation.files ? 6 : 2,
    olderBlocks: simulation.cuts ? 0 : 1,
    cut: simulation.cuts ? 3 : 0,
    import: changed.size > 0 ? 12 : 0,
    file: simulation.files ? 6 : 0,
    exchange: meets ? 60 : 0,
    asked: asks ? 30 : 0,
  });
  switch (kind) {
    case "observe":
      await simulation.startObserve(index, fault);
      break;
    case "plan":
      await simulation.startPlan(index, fault);
      break;
    case "job": {
      const job = random.pick(waiting);
      // Now and then it stays: delivered twice.
      if (!random.chance(15)) jobs.remove(job);
      await simulation.startJob(index, job, fault);
      break;
    }
    case "lose":
      jobs.remove(random.pick(waiting));
      break;
    case "keep":
      await simulation.startKeep(index, fault);
      break;
    case "rebuild":
      await simulation.startRebuild(index, fault);
      break;
    case "rescreen":
      await simulation.startRescreen(index, fault);
      break;
    case "olderBlocks":
      await startOlderBlocks(simulation, index, random.between(1, OLDER_BLOCKS_MAX), fault);
      break;
    case "cut":
      await simulation.startCut(index, random.between(0, CUT_AGE_DAYS_MAX), fault);
      break;
    case "file":
      await simulation.startFiling(index, fault);
      break;
    case "import": {
      const list = random.pick([...changed]);
      await simulation.startImport(index, list, fault, () => changed.delete(list));
      break;
    }
    case "exchange":
      await startExchangeTask(simulation, index, fault);
      break;
    case "asked":
      await startAskedWork(simulation, index, fault);
      break;
    default:
      await simulation.startLane(index, kind, fault);
  }
}

/** Repairs and backfills: mostly what was asked for is worked on. */
async function startAskedWork({ random, askedWork }: Simulation, index: number, fault?: StatementFault): Promise<void> {
  const { repairs, backfills } = await askedWork.open();
  const kind = random.weigh({
    repair: repairs > 0 ? 30 : 0,
    renew: askedWork.working.size > 0 ? 20 : 0,
    sweep: backfills > 0 ? 40 : 0,
    askRepair: 25,
    askBackfill: 25,
    cancel: 4,
  });
  if (kind === "repair") await askedWork.startRepair(index, fault);
  else if (kind === "renew") await askedWork.startRenew(index, fault);
  else if (kind === "sweep") await askedWork.startSweep(index, fault);
  else if (kind === "cancel") await askedWork.startCancel(index, fault);
  else await askedWork.startAsk(index, kind === "askRepair" ? "repair" : "backfill", fault);
}

function changeList({ random, lists, meets, counts }: Simulation, list: ListId): void {
  if (!meets || !random.chance(30)) {
    lists.change(list);
    return;
  }
  counts.swaps++;
  lists.swap(list);
}

/** @returns how many of the world's events that were */
async function changeWorld({ random, world, trace }: Simulation): Promise<number> {
  const kind = random.weigh({ grow: 55, reorg: 40, leap: 5 });
  if (kind === "reorg") {
    const depth = random.between(1, REORG_DEPTH_MAX);
    const extra = random.between(0, 2);
    await world.reorg(depth, extra);
    trace.add(`reorg ${depth} +${extra}`);
    return 1;
  }
  // A leap passes the final depth unseen: what was at the head is final when somebody looks again.
  const count = kind === "grow" ? random.between(1, 4) : random.between(10, 16);
  await world.mine(count);
  trace.add(`mined ${count}`);
  return kind === "grow" ? 1 : 3;
}
