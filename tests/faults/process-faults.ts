import { freezeInsideTransaction } from "../kill/open-transaction.ts";
import type { Fault, Struck } from "./fault.ts";
import type { FaultWorld } from "./fault-world.ts";
import { readInFlight } from "./progress.ts";
import { WORKER_ROLES, type WorkerRole } from "./worker.ts";

/** Looks for a moment inside a transaction, a few milliseconds apart, before a process is killed wherever it stands. */
const FREEZES_MAX = 25;
const SEEN_BY = {
  ingest: "screened",
  screen: "screened",
  notify: "delivered",
  api: "answered",
  refresh: "refreshed",
} as const;
const NOTHING = { wants: [], place: {} } as const;

/** Frozen first, so that what is in flight is counted as it is when they die. */
async function kill(world: FaultWorld, roles: readonly WorkerRole[]): Promise<Struck> {
  const victims = roles.map((role) => world.workers[role]);
  await Promise.all(victims.map(({ ready }) => ready));
  const [first] = victims;
  const isInside = first !== undefined && (await freezeInsideTransaction(world.db, first, FREEZES_MAX));
  for (const victim of victims) victim.signal("SIGSTOP");
  const inFlight = await readInFlight(world);
  const codes = await Promise.all(victims.map((victim) => victim.end("SIGKILL")));
  const isKilled = codes.every((code) => code === null);
  return {
    inFlight,
    ...(isInside && { note: "inside a transaction" }),
    ...(!isKilled && { failure: `it had ended by itself with ${codes}` }),
  };
}

async function stop(world: FaultWorld, role: WorkerRole): Promise<Struck> {
  const worker = world.workers[role];
  await worker.ready;
  const inFlight = await readInFlight(world);
  const begin = performance.now();
  const code = await worker.end("SIGTERM");
  const note = `exit ${code} after ${((performance.now() - begin) / 1000).toFixed(1)} s`;
  return { inFlight, note, ...(code !== 0 && { failure: note }) };
}

/** `redflag start`: who works for one role works for all. */
const ONE_PROCESS = { wants: [], place: { oneProcess: true }, seenBy: "screened" } as const;

export const PROCESS_FAULTS: readonly Fault[] = [
  ...WORKER_ROLES.map(
    (role): Fault => ({
      ...NOTHING,
      name: `kill-${role}`,
      title: `${role}: kill -9`,
      seenBy: SEEN_BY[role],
      strike: (world) => kill(world, [role]),
    }),
  ),
  {
    ...NOTHING,
    name: "kill-all",
    title: "all of them at once: kill -9",
    seenBy: "screened",
    strike: (world) => kill(world, ["screen", "ingest", "notify", "api", "refresh"]),
  },
  ...WORKER_ROLES.map(
    (role): Fault => ({
      ...NOTHING,
      name: `stop-${role}`,
      title: `${role}: SIGTERM`,
      seenBy: SEEN_BY[role],
      strike: (world) => stop(world, role),
    }),
  ),
];

/** Apart, since they take a world of their own. */
export const ONE_PROCESS_FAULTS: readonly Fault[] = [
  {
    ...ONE_PROCESS,
    name: "kill-start",
    title: "`redflag start`, all in one process: kill -9",
    strike: (world) => kill(world, ["screen"]),
  },
  {
    ...ONE_PROCESS,
    name: "stop-start",
    title: "`redflag start`, all in one process: SIGTERM",
    strike: (world) => stop(world, "screen"),
  },
];
