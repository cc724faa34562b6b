import { checkDeliveries } from "./delivery-invariants.ts";
import type { Simulation } from "./simulation.ts";

const ROUNDS_MAX = 250;
/** Beyond what is due next: what is due soon after comes with it. */
const PASS_MS = 1_800_000;
const SENT_AT_ONCE = 10;

/** Works as the service does, by clocks that are right, until nobody is owed anything; time passes where somebody is to wait. */
export async function settleExchanges(simulation: Simulation): Promise<void> {
  const { exchangeTasks: tasks, clocks, receivers, stored, trace, violations } = simulation;
  receivers.calm = true;
  await clocks.putRight();
  let unfanned = Number.POSITIVE_INFINITY;
  for (let round = 1; ; round++) {
    // Owners set going again what stopped, as long as it is somebody's.
    await tasks.resumeAll();
    if (await workOnce(simulation, round % 2)) continue;
    if (violations.length > 0) return;
    // One step makes deliveries of so many events: of those that are for nobody there may be more.
    const left = await stored.exchanges.countUnfanned();
    if (left > 0 && left < unfanned) {
      unfanned = left;
      continue;
    }
    if ((await stored.exchanges.countOwed()) === 0) break;
    const dueAt = await stored.exchanges.nextDue();
    if (round > ROUNDS_MAX || dueAt === null) {
      violations.push(`exchanges are owed something after ${ROUNDS_MAX} rounds`);
      return;
    }
    await clocks.pass(Math.max(dueAt.getTime() - clocks.trueMs, 0) + PASS_MS);
  }
  trace.add("nobody is owed anything");
  if ((await stored.exchanges.countUntold()) > 0) violations.push("what exchanges are to be told is not given to them");
  violations.push(...(await checkDeliveries(simulation)));
  receivers.calm = false;
}

/** @returns whether something was done */
async function workOnce(simulation: Simulation, index: number): Promise<boolean> {
  const { exchangeTasks: tasks, counts } = simulation;
  const attempts = counts.attempts;
  await simulation.finish(await tasks.startRelease(index));
  await simulation.finish(await tasks.startFanOut(index));
  tasks.wakes.clear();
  await simulation.finish(await tasks.startSweep(index));
  for (const id of [...tasks.wakes]) {
    tasks.wakes.delete(id);
    await simulation.finish(await tasks.startSend(index, id, SENT_AT_ONCE));
  }
  return counts.attempts > attempts;
}
