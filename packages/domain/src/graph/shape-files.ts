import { aggregateForward } from "./shapes/aggregate-forward.ts";
import { biclique } from "./shapes/biclique.ts";
import { fanIn } from "./shapes/fan-in.ts";
import { fanOut } from "./shapes/fan-out.ts";
import { gatherScatter } from "./shapes/gather-scatter.ts";
import { layeredStack } from "./shapes/layered-stack.ts";
import { linkedGroup } from "./shapes/linked-group.ts";
import { peelChain } from "./shapes/peel-chain.ts";
import { relayChain } from "./shapes/relay-chain.ts";
import { scatterGather } from "./shapes/scatter-gather.ts";
import { strangerCycle } from "./shapes/stranger-cycle.ts";
import { timedCycle } from "./shapes/timed-cycle.ts";
import type { Shape } from "./sighting.ts";

export const SHAPES: readonly Shape[] = [
  aggregateForward,
  biclique,
  fanIn,
  fanOut,
  gatherScatter,
  layeredStack,
  linkedGroup,
  peelChain,
  relayChain,
  scatterGather,
  strangerCycle,
  timedCycle,
];
