import type { Measurement } from "./measure.ts";

/** A contender's figures over all rounds: each is the median of its own. */
export interface Row {
  contender: string;
  transfers: number;
  seconds: number;
  transfersPerSecond: number;
  /** Processor seconds for a million transfers. Absent where they are not measured. */
  cpuPerMillion?: { client: number; postgres: number; total: number };
  rssPeakMb?: number;
  /** Transfers a second as a share of the floor's. */
  ratio: number;
  /** The floor's processor seconds as a share of this one's. */
  cpuRatio?: number;
}

export interface Summary {
  transfers: number;
  rounds: number;
  rows: Row[];
  /** Why the ratios say nothing; absent when they do. */
  void?: string;
}

/** A floor that wastes would flatter whoever stands beside it. */
const FLOOR_CPU_PER_MILLION_MAX = 22;

/** @param runs of each contender, the floor first */
export function summarize(transfers: number, runs: ReadonlyMap<string, readonly Measurement[]>): Summary {
  const rows: Row[] = [];
  for (const [contender, measurements] of runs) rows.push(rowOf(contender, transfers, measurements, rows[0]));
  const floor = rows[0]?.cpuPerMillion?.total;
  const isVoid = floor !== undefined && floor > FLOOR_CPU_PER_MILLION_MAX;
  return {
    transfers,
    rounds: runs.values().next().value?.length ?? 0,
    rows,
    ...(isVoid && {
      void: `the floor needs ${floor.toFixed(1)} CPU s per million, more than ${FLOOR_CPU_PER_MILLION_MAX}`,
    }),
  };
}

function rowOf(
  contender: string,
  transfers: number,
  measurements: readonly Measurement[],
  floor: Row | undefined,
): Row {
  const seconds = median(measurements.map((each) => each.seconds)) ?? Number.NaN;
  const perMillion = 1_000_000 / transfers;
  const client = median(measurements.map((each) => each.clientCpuSeconds));
  const postgres = median(measurements.map((each) => each.postgresCpuSeconds));
  const rssPeakMb = median(measurements.map((each) => each.rssPeakMb));
  const cpuPerMillion =
    client === undefined || postgres === undefined
      ? undefined
      : { client: client * perMillion, postgres: postgres * perMillion, total: (client + postgres) * perMillion };
  const floorCpu = floor === undefined ? cpuPerMillion : floor.cpuPerMillion;
  return {
    contender,
    transfers,
    seconds,
    transfersPerSecond: transfers / seconds,
    ...(cpuPerMillion !== undefined && { cpuPerMillion }),
    ...(rssPeakMb !== undefined && { rssPeakMb }),
    ratio: (floor?.seconds ?? seconds) / seconds,
    ...(floorCpu !== undefined && cpuPerMillion !== undefined && { cpuRatio: floorCpu.total / cpuPerMillion.total }),
  };
}

/** Undefined when one is missing. */
export function median(values: ReadonlyArray<number | undefined>): number | undefined {
  const sorted: number[] = [];
  for (const value of values) {
    if (value === undefined) return undefined;
    sorted.push(value);
  }
  sorted.sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
