/** What a step worked on: the blocks from..to of one chain. */
export interface StepBlocks {
  /** In CAIP-2. */
  chain: string;
  from: number;
  to: number;
}

/** All that a step may tell of itself, so that no address, URL or name of a person ever becomes an attribute. */
export interface StepFacts {
  transfers?: number;
  refused?: number;
  events?: number;
  /** Of coverage. */
  level?: string;
  alert?: string;
  event?: string;
  /** Whether staff or exchanges are told. */
  audience?: "staff" | "exchanges";
  subscription?: string;
  attempt?: number;
  outcome?: string;
  status?: number;
  route?: string;
  requestId?: string;
}

/** What happened within a step, in the order in which it happened. */
export interface Phase {
  name: string;
  fromMs: number;
  toMs: number;
}

/** A step that is over. */
export interface ToldStep {
  name: string;
  fromMs: number;
  toMs: number;
  phases: readonly Phase[];
  /** Absent where it is about no block; the trace is then its own. */
  blocks?: StepBlocks | undefined;
  facts?: StepFacts | undefined;
  /** The code of the Problem, or the type of the error, that ended it. */
  failure?: string | undefined;
  /** It is what the others of its blocks hang from: these were not there before. */
  isFirst?: boolean | undefined;
  /** What it said, each of a block of its own. */
  said?: readonly Said[] | undefined;
}

/** An event that a step committed. */
export interface Said {
  block: number;
  facts: StepFacts;
}
