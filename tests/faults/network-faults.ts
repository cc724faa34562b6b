import { setTimeout as sleep } from "node:timers/promises";
import { freezeInsideTransaction } from "../kill/open-transaction.ts";
import type { Fault, Struck } from "./fault.ts";
import type { FaultWorld } from "./fault-world.ts";
import { readInFlight } from "./progress.ts";
import { WORKER_ROLES } from "./worker.ts";
import type { Server, WorkerNetwork } from "./worker-network.ts";

const CUT_MS = 10_000;
const FREEZES_MAX = 200;

async function cut(
  world: FaultWorld,
  begin: (network: WorkerNetwork) => void,
  end: (network: WorkerNetwork) => void,
): Promise<Struck> {
  const network = networkOf(world);
  const inFlight = await readInFlight(world);
  begin(network);
  await sleep(CUT_MS);
  end(network);
  return { inFlight };
}

function hole(name: string, what: string, servers?: readonly Server[]): Fault {
  return {
    ...CUT,
    name,
    title: `a hole swallows ${what} for ${CUT_MS / 1000} s`,
    strike: (world) =>
      cut(
        world,
        (network) => network.dig(servers),
        (network) => network.fillIn(servers),
      ),
  };
}

/**
 * One machine of two is swallowed while its screening process stands inside a transaction and holds the lane, and does not
 * come back: nobody tells the server that it is gone.
 */
async function loseMachine(world: FaultWorld): Promise<Struck> {
  // Of the round before one stands there already: two cannot listen at one place.
  const hasApiBeside = world.everyone.filter(({ role }) => role === "api").length > 1;
  const roles = WORKER_ROLES.filter((role) => role !== "api" || !hasApiBeside);
  const others = roles.map((role) => world.addWorker(role, { outside: true }));
  await Promise.all(others.map(({ ready }) => ready));
  const { screen } = world.workers;
  const isInside = await freezeInsideTransaction(world.db, screen, FREEZES_MAX);
  const inFlight = await readInFlight(world);
  networkOf(world).dig();
  screen.signal("SIGCONT");
  return { inFlight, note: isInside ? "inside a transaction" : "outside of a transaction" };
}

function networkOf({ network }: FaultWorld): WorkerNetwork {
  if (network === undefined) throw new Error("this fault wants a network");
  return network;
}

const CUT = { wants: ["network"], place: { network: true }, seenBy: "screened" } as const;

export const NETWORK_FAULTS: readonly Fault[] = [
  {
    ...CUT,
    name: "link-down",
    title: `the workers' link down for ${CUT_MS / 1000} s`,
    strike: (world) =>
      cut(
        world,
        (network) => network.unplug(),
        (network) => network.plug(),
      ),
  },
  hole("hole", "all that workers send and get"),
  hole("hole-database", "the way to PostgreSQL", ["database"]),
  hole("hole-node", "the way to the chain's node", ["node"]),
  { ...hole("hole-queue", "the way to Redis", ["queue"]), wants: ["network", "redis"] },
  {
    ...CUT,
    name: "lost-machine",
    title: "one machine of two lost in a hole, for good",
    strike: loseMachine,
    after: async (world) => networkOf(world).fillIn(),
  },
];
