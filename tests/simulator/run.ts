import { randomBytes } from "node:crypto";
import { attackBelowFinal } from "./below-final.ts";
import { installClock } from "./clock-schema.ts";
import { BEGIN } from "./clocks.ts";
import { supplyContext } from "./context.ts";
import { countResults } from "./count-results.ts";
import { meetsExchanges } from "./exchanges.ts";
import { fileAndRescreen } from "./file-and-rescreen.ts";
import { LIST_IDS } from "./lists.ts";
import { checkRebuild } from "./rebuild-invariants.ts";
import type { SeedReport } from "./report.ts";
import { runStorm } from "./schedule.ts";
import { createSeedDatabase, dropSeedDatabase, type SeedServer } from "./seed-database.ts";
import { Sessions } from "./sessions.ts";
import { settle } from "./settle.ts";
import { Simulation } from "./simulation.ts";
import { STEPS, type Steps } from "./steps.ts";

export interface RunOptions {
  server: SeedServer;
  seed: number;
  /** Steps to run instead of the program's own. */
  steps?: Partial<Steps>;
  /** Called with the whole trace at the end. */
  onTrace?: (lines: readonly string[]) => void;
}

/** One seed from an empty database to rest. Violations end it where they are found; nothing is thrown for them. */
export async function runSeed({ server, seed, steps = {}, onTrace }: RunOptions): Promise<SeedReport> {
  const name = `sim_${randomBytes(8).toString("hex")}`;
  const databaseUrl = await createSeedDatabase(server, name);
  await supplyContext(databaseUrl);
  if (meetsExchanges(seed)) await installClock(databaseUrl, BEGIN);
  const sessions = await Sessions.open(databaseUrl);
  const simulation = new Simulation({ seed, databaseUrl, sessions, steps: { ...STEPS, ...steps } });
  const { random, world, violations, trace, counts } = simulation;
  try {
    await world.mine(random.between(10, 20));
    simulation.openProcesses();
    if (simulation.meets) trace.add(await simulation.exchanges.begin());
    for (const list of LIST_IDS) {
      if (random.chance(80)) await simulation.finish(await simulation.startImport(0, list));
    }
    const storms = random.between(1, 2);
    for (let storm = 1; storm <= storms && violations.length === 0; storm++) {
      await runStorm(simulation, random.between(4, 10));
      if (violations.length === 0) await settle(simulation);
    }
    if (violations.length === 0 && simulation.files && !simulation.cuts) await fileAndRescreen(simulation);
    if (violations.length === 0) await checkRebuild(simulation);
    if (violations.length === 0 && random.chance(simulation.files ? 40 : 8)) await attackBelowFinal(simulation);
  } catch (error) {
    violations.push(`the simulation broke: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    for (const index of simulation.processes.keys()) await simulation.runner.kill(index);
    await countResults(simulation);
    await simulation.closeProcesses();
    await sessions.close();
    await dropSeedDatabase(server, name);
  }
  onTrace?.(trace.lines);
  return { seed, violations, digest: trace.digest(), counts };
}
