import type { Random } from "./random.ts";
import type { StatementFault } from "./task.ts";

/** Of so many of a hundred tasks; undefined for all others. */
export function chooseFault(random: Random, percent: number): StatementFault | undefined {
  if (!random.chance(percent)) return undefined;
  return { at: random.chance(40) ? "commit" : random.between(1, 20), when: random.pick(["before", "after"]) };
}
