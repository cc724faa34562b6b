import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, Struck } from "./fault.ts";
import type { FaultWorld } from "./fault-world.ts";
import type { StopMode } from "./postgres-machine.ts";
import { readInFlight } from "./progress.ts";
import type { RedisMachine } from "./redis-machine.ts";
import type { SmallDisk } from "./small-disk.ts";

const AWAY_MS = 10_000;
const FULL_MS = 5_000;
const FULL_TOLD_MS_MAX = 60_000;
const REFILL_MS = 100;

async function restartPostgres(world: FaultWorld, mode: StopMode, awayMs = 0): Promise<Struck> {
  const inFlight = await readInFlight(world);
  await world.postgres.stop(mode);
  await sleep(awayMs);
  await world.postgres.start();
  return { inFlight };
}

async function upsetRedis(world: FaultWorld, upset: (redis: RedisMachine) => Promise<void>): Promise<Struck> {
  const inFlight = await readInFlight(world);
  await upset(present(world.redis));
  return { inFlight };
}

/** A node that takes calls and answers none, as one that is overloaded. */
async function hangNode(world: FaultWorld): Promise<Struck> {
  const inFlight = await readInFlight(world);
  process.kill(world.chain.anvil.pid, "SIGSTOP");
  await sleep(AWAY_MS);
  process.kill(world.chain.anvil.pid, "SIGCONT");
  return { inFlight };
}

/** Full until the workers have said so, and some time more; then there is room again, and who had died of it is started. */
async function fillDisk(world: FaultWorld): Promise<Struck> {
  const disk = present(world.disk);
  const inFlight = await readInFlight(world);
  const before = fullTold(world);
  const deadline = Date.now() + FULL_TOLD_MS_MAX;
  while (fullTold(world) === before && Date.now() < deadline) await refill(disk);
  const isTold = fullTold(world) > before;
  const end = Date.now() + FULL_MS;
  while (Date.now() < end) await refill(disk);
  const hadDied = !world.postgres.isRunning;
  await disk.clear();
  await world.postgres.start();
  return {
    inFlight,
    ...(hadDied && { note: "PostgreSQL had ended and was started again" }),
    ...(!isTold && { failure: "nobody said that the disk is full" }),
  };
}

/** What the server gave back is taken, too. */
async function refill(disk: SmallDisk): Promise<void> {
  await disk.fill();
  await sleep(REFILL_MS);
}

/** A server that could not even log ends its sessions instead. */
function fullTold(world: FaultWorld): number {
  return world.everyone
    .flatMap(({ told }) => told)
    .filter(({ code }) => code === "database_full" || code === "database_unreachable").length;
}

function present<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("this fault wants what this world does not have");
  return part;
}

const OF_POSTGRES = { wants: [], place: {}, seenBy: "screened" } as const;
const OF_REDIS = { wants: ["redis"], place: {}, seenBy: "screened" } as const;

export const SERVER_FAULTS: readonly Fault[] = [
  {
    ...OF_POSTGRES,
    name: "postgres-fast",
    title: "PostgreSQL restarted, fast",
    strike: (world) => restartPostgres(world, "fast"),
  },
  {
    ...OF_POSTGRES,
    name: "postgres-crash",
    title: "PostgreSQL crashed (immediate), started again",
    strike: (world) => restartPostgres(world, "immediate"),
  },
  {
    ...OF_POSTGRES,
    name: "postgres-away",
    title: `PostgreSQL away for ${AWAY_MS / 1000} s`,
    strike: (world) => restartPostgres(world, "fast", AWAY_MS),
  },
  {
    ...OF_REDIS,
    name: "redis-flush",
    title: "Redis flushed",
    strike: (world) => upsetRedis(world, (redis) => redis.flush()),
  },
  {
    ...OF_REDIS,
    name: "redis-restart",
    title: "Redis killed, started again empty",
    strike: (world) =>
      upsetRedis(world, async (redis) => {
        await redis.kill();
        await redis.start();
      }),
  },
  {
    ...OF_REDIS,
    name: "redis-away",
    title: `Redis away for ${AWAY_MS / 1000} s`,
    strike: (world) =>
      upsetRedis(world, async (redis) => {
        await redis.kill();
        await sleep(AWAY_MS);
        await redis.start();
      }),
  },
  {
    ...OF_POSTGRES,
    name: "node-hangs",
    title: `the chain's node hangs for ${AWAY_MS / 1000} s`,
    strike: hangNode,
  },
  {
    ...OF_POSTGRES,
    name: "disk-full",
    title: "PostgreSQL's disk full",
    wants: ["mount"],
    place: { smallDisk: true },
    strike: fillDisk,
  },
];
