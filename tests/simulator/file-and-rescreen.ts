import { LIST_IDS } from "./lists.ts";
import { settle } from "./settle.ts";
import type { Simulation } from "./simulation.ts";

const ROUNDS = 3;
const FILED_MAX = 3;

/**
 * Files some of what is final, changes the lists and screens the past again, a few times over: some of what was filed is given
 * no more, otherwise, or again.
 */
export async function fileAndRescreen(simulation: Simulation): Promise<void> {
  const { random, lists, unimported, violations, world } = simulation;
  for (let round = 1; round <= ROUNDS && violations.length === 0; round++) {
    for (let filed = 0; filed < FILED_MAX; filed++) {
      const task = await simulation.startFiling(0);
      if (task !== undefined) await simulation.finish(task);
    }
    for (const list of LIST_IDS) {
      if (!random.chance(60)) continue;
      lists.change(list);
      unimported.add(list);
    }
    await settle(simulation);
    if (violations.length > 0) return;
    await simulation.finish(await simulation.startRescreen(random.between(0, 1)));
    await world.mine(random.between(1, 4));
    await settle(simulation);
  }
}
