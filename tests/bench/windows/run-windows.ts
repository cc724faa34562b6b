import { getHeapStatistics } from "node:v8";
import { graphParams } from "@redflag/domain/graph/graph-params";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { GraphThread } from "@redflag/screen/graph-thread/graph-thread";
import { textTable } from "../text-table.ts";
import { NewPairs } from "./new-pairs.ts";

const MB = 2 ** 20;
const OUT_OF_MEMORY = "ERR_WORKER_OUT_OF_MEMORY";
/** Of each lane. A window that is full holds 250,000 pairs, and lets one go for each that comes. */
const ADDRESSES = 200_000;

export interface WindowsOptions {
  lanes: number;
  /** Of each lane. */
  payments: number;
  onStep: (what: string) => void;
}

export interface WindowsFigures {
  /** What a thread may have on its heap. */
  heapLimitMb: number;
  /** Of the whole process, once so many lanes had shown all their payments. */
  residentMb: number[];
  /** The lane at which the thread that holds the windows ran out of memory. */
  endedAt?: number;
}

/** Fills one window of new pairs after the other in the thread that holds them, as a process does that follows so many chains. */
export async function runWindows({ lanes, payments, onStep }: WindowsOptions): Promise<WindowsFigures> {
  const graphs = HEURISTICS.filter(({ stage }) => stage === "graph");
  const rules = graphs.map(({ id, version, params }) => ({ id, version, params: params.parse({}) }));
  const figures: WindowsFigures = {
    heapLimitMb: Math.round(getHeapStatistics().heap_size_limit / MB),
    residentMb: [],
  };
  const thread = new GraphThread();
  try {
    for (let lane = 1; lane <= lanes; lane++) {
      onStep(`window ${lane} of ${lanes}`);
      await new NewPairs(lane, ADDRESSES).show(thread, { params: graphParams.parse({}), rules }, payments);
      figures.residentMb.push(Math.round(process.memoryUsage.rss() / MB));
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === OUT_OF_MEMORY)) throw error;
    figures.endedAt = figures.residentMb.length + 1;
  } finally {
    await thread.close();
  }
  return figures;
}

export function windowsText({ heapLimitMb, residentMb, endedAt }: WindowsFigures): string {
  const rows = residentMb.map((mb, i) => [`${i + 1}`, `${mb}`]);
  const table = textTable([["windows that are full", "resident, MB"], ...rows]);
  const end = endedAt === undefined ? "all were held" : `the thread ran out of memory at window ${endedAt}`;
  return `${table}\na thread may have ${heapLimitMb} MB on its heap: ${end}`;
}
