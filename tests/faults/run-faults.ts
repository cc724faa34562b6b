import type { Fault } from "./fault.ts";
import { FaultWorld } from "./fault-world.ts";
import { playRound, type Round } from "./play-fault.ts";
import type { Truth } from "./world-truth.ts";

export interface FaultResult {
  name: string;
  title: string;
  rounds: Round[];
  /** Of all that was since the fault's world began. */
  truth: Truth;
}

interface RunOptions {
  rounds: number;
  onStep(what: string): void;
  /** Of each fault as soon as it is known: its result, or why there is none. */
  onResult(fault: Fault, result: FaultResult | Error): void;
}

const INTERRUPTS = ["SIGINT", "SIGTERM"] as const;

/**
 * Plays each of these faults so many times, and compares after each of them. Those of one place share a world, one after the other;
 * after a fault without an end comes a new one.
 */
export async function runFaults(faults: readonly Fault[], { rounds, onStep, onResult }: RunOptions): Promise<void> {
  // Also while it is being opened there is something to close.
  let open: { world: Promise<FaultWorld>; place: string } | undefined;
  const close = async () => {
    const { world } = open ?? {};
    open = undefined;
    await (await world?.catch(() => undefined))?.close();
  };
  // Whoever ends it before its end leaves no server, mount or network behind.
  const onInterrupt = () => void close().finally(() => process.exit(130));
  for (const signal of INTERRUPTS) process.once(signal, onInterrupt);
  try {
    for (const fault of faults) {
      const place = JSON.stringify(fault.place);
      try {
        if (open?.place !== place) {
          await close();
          onStep(`${fault.name}: a new world`);
          open = { world: FaultWorld.open(fault.place), place };
        }
        onResult(fault, await runFault(await open.world, fault, rounds, onStep));
      } catch (error) {
        onResult(fault, error instanceof Error ? error : new Error(String(error)));
        await close();
      }
    }
  } finally {
    for (const signal of INTERRUPTS) process.off(signal, onInterrupt);
    await close();
  }
}

async function runFault(
  world: FaultWorld,
  fault: Fault,
  rounds: number,
  onStep: (what: string) => void,
): Promise<FaultResult> {
  const played: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const one = await playRound(world, fault, round);
    const { inFlight, firstCommitS, caughtUpS } = one;
    onStep(`${fault.name}, ${round + 1} of ${rounds}: ${JSON.stringify({ ...inFlight, firstCommitS, caughtUpS })}`);
    played.push(one);
  }
  onStep(`${fault.name}: everything comes to rest, and is compared`);
  return { name: fault.name, title: fault.title, rounds: played, truth: await world.settle() };
}
