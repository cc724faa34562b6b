import { differences } from "./differences.ts";
import { settle, workOnce } from "./settle.ts";
import type { Simulation } from "./simulation.ts";

const ROUNDS_MAX = 40;

/**
 * The chain is rewritten below what it called final, which must not happen and does. Nothing that was final may change by
 * itself: the lane stops and says so, until an operator's rebuild sets it going again.
 */
export async function attackBelowFinal(simulation: Simulation): Promise<void> {
  const { chain, stored, world, random, violations, network } = simulation;
  const lane = await stored.lane();
  const depth = random.between(14, 18);
  if (lane === undefined || chain.finality.kind !== "depth" || world.head.number - depth < lane.start) return;
  if (world.head.number - depth < (await stored.cut())) return;
  const read = async () => ({
    alerts: await stored.alerts(),
    evidence: await stored.evidence(),
    events: await stored.events(),
    transfers: await stored.transfers(),
    watchAlerts: await stored.watchAlerts(),
  });
  const before = await read();
  await world.reorg(depth, 1);
  simulation.counts.rewrites++;
  simulation.trace.add(`reorg ${depth} below final`);
  simulation.tolerated.add("reorg_below_final");
  network.calm = true;
  for (let round = 1; (await stored.lane())?.stopped === null; round++) {
    if (round > ROUNDS_MAX)
      violations.push(`the lane goes on after ${ROUNDS_MAX} rounds, and ${depth} blocks were rewritten`);
    if (violations.length > 0) return;
    await workOnce(simulation, round % 2);
  }
  const after = await read();
  for (const table of Object.keys(before) as Array<keyof typeof before>) {
    violations.push(...differences(`${table} of a stopped lane`, after[table], before[table]));
  }
  if (violations.length > 0) return;
  await simulation.finish(await simulation.startRebuild(0));
  if ((await stored.lane())?.stopped !== null) violations.push("a rebuild does not set the lane going again");
  // From here on subscribers are told that something final was not: the one time that this is right.
  simulation.wasRewritten = true;
  await settle(simulation);
}
