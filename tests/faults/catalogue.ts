import { type Fault, WANTS, type Want } from "./fault.ts";
import { NETWORK_FAULTS } from "./network-faults.ts";
import { ONE_PROCESS_FAULTS, PROCESS_FAULTS } from "./process-faults.ts";
import { hasRedis } from "./redis-machine.ts";
import { SERVER_FAULTS } from "./server-faults.ts";
import { SmallDisk } from "./small-disk.ts";
import { WorkerNetwork } from "./worker-network.ts";

export const FAULTS: readonly Fault[] = [...PROCESS_FAULTS, ...SERVER_FAULTS, ...NETWORK_FAULTS, ...ONE_PROCESS_FAULTS];

const HAS: Readonly<Record<Want, () => boolean>> = {
  redis: hasRedis,
  mount: () => SmallDisk.canMount(),
  network: () => WorkerNetwork.canOpen(),
};

/** Those of these that this machine can play, and in words those that it cannot. */
export function sortByMachine(faults: readonly Fault[]): { playable: Fault[]; notRun: string[] } {
  const has = new Map((Object.keys(HAS) as Want[]).map((want) => [want, HAS[want]()]));
  const missing = ({ wants }: Fault) => wants.filter((want) => has.get(want) === false);
  return {
    playable: faults.filter((fault) => missing(fault).length === 0),
    notRun: faults.flatMap((fault) => {
      const wants = missing(fault).map((want) => WANTS[want]);
      return wants.length === 0 ? [] : [`NOT RUN: ${fault.name}, for want of ${wants.join(" and ")}.`];
    }),
  };
}
