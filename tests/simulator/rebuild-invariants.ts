import { differences } from "./differences.ts";
import { checkAtRest } from "./rest-invariants.ts";
import { restInputs } from "./settle.ts";
import type { Simulation } from "./simulation.ts";

/** A rebuild at rest finds everything as the recorded inputs give it, and changes nothing. */
export async function checkRebuild(simulation: Simulation): Promise<void> {
  const { stored, violations } = simulation;
  const read = async () => ({
    alerts: await stored.alerts(),
    evidence: await stored.evidence(),
    events: await stored.events(),
    epochs: await stored.epochs(),
    annotations: await stored.filings.annotations(),
    successions: await stored.successions(),
    profiles: await stored.profiles(),
    graphParts: await stored.graphParts(),
    withheld: [await stored.withheld()],
    watchAlerts: await stored.watchAlerts(),
    watchEpochs: await stored.watchEpochs(),
    lane: [await stored.lane()].flatMap((lane) => lane ?? []),
  });
  const before = await read();
  await simulation.finish(await simulation.startRebuild(0));
  const after = await read();
  for (const table of Object.keys(before) as Array<keyof typeof before>) {
    violations.push(...differences(`${table} after a rebuild`, after[table], before[table]));
  }
  violations.push(...(await checkAtRest(restInputs(simulation))));
}
