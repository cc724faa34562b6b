import { chooseFault } from "./choose-fault.ts";
import { PROCESS_COUNT, type Simulation } from "./simulation.ts";
import type { StatementFault } from "./task.ts";

const TASKS_MAX = 4;
const DECISIONS = 200;

/**
 * A storm over what exchanges are told, while the chain stands still: what the lane said is given, sent, refused, sent again, by
 * processes that are killed and by clocks that go wrong.
 */
export async function runExchangeStorm(simulation: Simulation): Promise<void> {
  const { random, runner, violations } = simulation;
  for (let decision = 0; decision < DECISIONS && violations.length === 0; decision++) {
    const parked = runner.listParked();
    const inSession = parked.filter(({ pid }) => pid !== undefined);
    const choice = random.weigh({
      step: parked.length > 0 ? 100 : 0,
      start: runner.tasks.length < TASKS_MAX ? 40 : 0,
      clock: 8,
      flush: 1,
      session: inSession.length > 0 ? 3 : 0,
      restart: 2,
    });
    if (choice === "step") await simulation.step(random.pick(parked));
    else if (choice === "clock") await passTime(simulation);
    else if (choice === "flush") flushQueue(simulation);
    else if (choice === "session") await simulation.endSession(random.pick(inSession));
    else if (choice === "restart") await simulation.restart(random.between(0, PROCESS_COUNT - 1));
    else await startExchangeTask(simulation, random.between(0, PROCESS_COUNT - 1), chooseFault(random, 20));
  }
  while (runner.tasks.length > 0) {
    const parked = runner.listParked();
    if (parked.length === 0) throw new Error("every task waits, and nobody can move");
    await simulation.step(random.pick(parked));
  }
}

export async function startExchangeTask(simulation: Simulation, index: number, fault?: StatementFault): Promise<void> {
  const { random, exchangeTasks: tasks, exchanges } = simulation;
  const isWoken = tasks.wakes.size > 0;
  const kind = random.weigh({
    release: 10,
    fanOut: 12,
    sweep: 6,
    send: isWoken ? 40 : 0,
    loseWake: isWoken ? 2 : 0,
    drop: 1,
    owner: 2,
    ownSet: exchanges.ownSets.count > 0 ? 4 : 0,
  });
  if (kind === "release") await tasks.startRelease(index, fault);
  else if (kind === "fanOut") await tasks.startFanOut(index, fault);
  else if (kind === "sweep") await tasks.startSweep(index, fault);
  else if (kind === "send") await tasks.startWoken(index, fault);
  else if (kind === "loseWake") tasks.wakes.delete(random.pick([...tasks.wakes]));
  else if (kind === "drop") await tasks.startDrop(index, fault);
  else if (kind === "ownSet") await exchanges.ownSets.startChange(simulation, index, fault);
  else await tasks.startOwner(index, fault);
}

/** It goes by, or somebody's clock goes wrong. */
export async function passTime({ random, clocks, counts, trace }: Simulation): Promise<void> {
  if (random.chance(65)) {
    trace.add(await clocks.passSome(random));
    return;
  }
  counts.jumps++;
  trace.add(await clocks.jump(random, PROCESS_COUNT));
}

/** The queue's store is emptied: every wake-up is lost. */
export function flushQueue({ jobs, exchangeTasks, counts, trace }: Simulation): void {
  counts.flushes++;
  trace.add("queue flushed");
  for (const job of jobs.list()) jobs.remove(job);
  exchangeTasks.wakes.clear();
}
