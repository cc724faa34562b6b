import type { Fault } from "./fault.ts";
import { FaultWorld } from "./fault-world.ts";
import { playRound, type Round } from "./play-fault.ts";
import type { Truth } from "./world-truth.ts";

export interface FaultResult {
  name: string;
  title: string;
  rounds: Round[];
  truth: Truth;
}

/** Plays one fault so many times in a world of its own, and compares in the end. */
export async function runFault(fault: Fault, rounds: number, onStep: (what: string) => void): Promise<FaultResult> {
  onStep(`${fault.name}: a new world`);
  const world = await FaultWorld.open(fault.place);
  // Ctrl-C leaves no server, mount or network behind.
  const onInterrupt = () => void world.close().finally(() => process.exit(130));
  process.once("SIGINT", onInterrupt);
  try {
    const played: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      onStep(`${fault.name}: round ${round + 1} of ${rounds}`);
      const one = await playRound(world, fault, round);
      const { inFlight, firstCommitS, caughtUpS } = one;
      onStep(`${fault.name}: ${JSON.stringify({ ...inFlight, firstCommitS, caughtUpS })}`);
      played.push(one);
    }
    onStep(`${fault.name}: everything comes to rest, and is compared`);
    return { name: fault.name, title: fault.title, rounds: played, truth: await world.settle() };
  } finally {
    process.off("SIGINT", onInterrupt);
    await world.close();
  }
}
