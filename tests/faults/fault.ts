import type { FaultWorld, Place } from "./fault-world.ts";
import type { InFlight } from "./progress.ts";

/** What a fault needs of the machine, in words that end "for want of …". */
export const WANTS = {
  redis: "redis-server on the PATH",
  mount: "root, who alone may mount a small file system",
  network: "root and network namespaces",
} as const;
export type Want = keyof typeof WANTS;

export interface Struck {
  inFlight: InFlight;
  /** What else there is to say of this round. */
  note?: string;
  /** What must not have happened, beside losses. */
  failure?: string;
}

export interface Fault {
  /** As `--only` takes it. */
  name: string;
  /** As the table says it. */
  title: string;
  wants: readonly Want[];
  place: Place;
  /** By what it is seen that work goes on: what was screened, delivered or answered, or what came of a list. */
  seenBy: "screened" | "delivered" | "answered" | "refreshed";
  /** Does it, and resolves when it is over: from then on recovery is counted. */
  strike(world: FaultWorld): Promise<Struck>;
  /** What is put right only after the product has recovered beside it. */
  after?(world: FaultWorld): Promise<void>;
}
