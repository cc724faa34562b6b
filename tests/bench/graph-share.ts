import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The parts that are read of what V8 writes. */
export interface CpuProfile {
  nodes: Array<{ id: number; callFrame: { functionName: string; url: string }; children?: number[] }>;
  /** Node by node as the samples came, and the microseconds before each. */
  samples: number[];
  timeDeltas: number[];
}

const LANE = "/services/screen/src/";
const GRAPH = ["/packages/domain/src/graph/", `${LANE}fold-graph.ts`, `${LANE}graph-cache.ts`, `${LANE}graph-thread/`];
/** The whole fold is called from within the graph's own frame: what it does is its own unless it calls the graph again. */
const FOLD = "foldAndJudge";

type Kind = "graph" | "rest" | "idle" | "garbage";

/** Of the profiles in a directory, one for each thread of the lane's process. */
export function readGraphShare(directory: string): number {
  return graphShareOf(
    readdirSync(directory).map((name) => JSON.parse(readFileSync(join(directory, name), "utf8")) as CpuProfile),
  );
}

/**
 * How much of screening is looking for shapes among new pairs, from 0 to 1: of the processor time of its process, whichever
 * thread does it. Collecting garbage is shared as the rest is. Throws when the lane is in no profile, or no shape was looked for.
 */
export function graphShareOf(profiles: readonly CpuProfile[]): number {
  const spent = profiles.flatMap((profile) => spentOnLane(profile) ?? []);
  if (spent.length === 0) throw new Error("the lane is not in the processor profile");
  const [graph, rest] = [sumOf(spent, "graph"), sumOf(spent, "rest")];
  if (graph === 0) throw new Error("the graph stage is not in the processor profile");
  return graph / (graph + rest);
}

function sumOf(spent: ReadonlyArray<Record<Kind, number>>, kind: Kind): number {
  return spent.reduce((sum, micros) => sum + micros[kind], 0);
}

/** Microseconds of one thread from the lane's first step to its last; undefined where it has no part in the lane. */
function spentOnLane({ nodes, samples, timeDeltas }: CpuProfile): Record<Kind, number> | undefined {
  const { kinds, ofLane } = classify(nodes);
  const first = samples.findIndex((id) => ofLane.has(id));
  const last = samples.findLastIndex((id) => ofLane.has(id));
  if (first === -1) return undefined;
  const micros = { graph: 0, rest: 0, idle: 0, garbage: 0 };
  for (let at = first; at <= last; at++) micros[kinds.get(samples[at] as number) ?? "rest"] += timeDeltas[at] as number;
  return micros;
}

/** By node: whose time it is, and whether the lane is in its stack. */
function classify(nodes: CpuProfile["nodes"]): { kinds: Map<number, Kind>; ofLane: Set<number> } {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const kinds = new Map<number, Kind>();
  const ofLane = new Set<number>();
  // Parents come before their children.
  for (const { id, callFrame } of nodes) {
    const parent = parents.get(id);
    kinds.set(id, kindOf(callFrame, parent === undefined ? "rest" : (kinds.get(parent) ?? "rest")));
    // A frame without a name is a module that is loaded.
    const isLanes = callFrame.functionName !== "" && callFrame.url.includes(LANE);
    if (isLanes || (parent !== undefined && ofLane.has(parent))) ofLane.add(id);
  }
  return { kinds, ofLane };
}

function kindOf({ functionName, url }: CpuProfile["nodes"][number]["callFrame"], inherited: Kind): Kind {
  if (functionName === "(idle)") return "idle";
  if (functionName === "(garbage collector)") return "garbage";
  if (functionName === FOLD) return "rest";
  return GRAPH.some((place) => url.includes(place)) ? "graph" : inherited;
}
