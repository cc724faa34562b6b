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

/** Screening beside a floor that also keeps a memory of each address, of the same size, and has no rules. */
export interface ScreeningRatio {
  /** Transfers a second as a share of that floor's. */
  ratio: number;
  /** That floor's processor seconds as a share of screening's. */
  cpuRatio?: number;
}

export interface Summary {
  transfers: number;
  rounds: number;
  rows: Row[];
  /** Absent where either was not run. */
  screening?: ScreeningRatio;
  /** Why the ratios say nothing; absent when they do. */
  void?: string;
}

export const PROFILE_FLOOR = "floor with profiles";
export const SCREENING = "ingest + screen";

/** A floor that wastes would flatter whoever stands beside it. */
const FLOOR_CPU_PER_MILLION_MAX = 22;
const PROFILE_FLOOR_CPU_PER_MILLION_MAX = 60;

/** @param runs of each contender, the floor first */
export function summarize(transfers: number, runs: ReadonlyMap<string, readonly Measurement[]>): Summary {
  const rows: Row[] = [];
  for (const [contender, measurements] of runs) rows.push(rowOf(contender, transfers, measurements, rows[0]));
  const profileFloor = rows.find(({ contender }) => contender === PROFILE_FLOOR);
  const screening = rows.find(({ contender }) => contender === SCREENING);
  const reasons = [
    ...wasteOf("the floor", rows[0], FLOOR_CPU_PER_MILLION_MAX),
    ...wasteOf("the floor with profiles", profileFloor, PROFILE_FLOOR_CPU_PER_MILLION_MAX),
  ];
  return {
    transfers,
    rounds: runs.values().next().value?.length ?? 0,
    rows,
    ...(profileFloor && screening && { screening: ratioOf(profileFloor, screening) }),
    ...(reasons.length > 0 && { void: reasons.join("; ") }),
  };
}

function wasteOf(name: string, floor: Row | undefined, most: number): string[] {
  const total = floor?.cpuPerMillion?.total ?? 0;
  return total > most ? [`${name} needs ${total.toFixed(1)} CPU s per million, more than ${most}`] : [];
}

function ratioOf(floor: Row, screening: Row): ScreeningRatio {
  return {
    ratio: floor.seconds / screening.seconds,
    ...(floor.cpuPerMillion &&
      screening.cpuPerMillion && { cpuRatio: floor.cpuPerMillion.total / screening.cpuPerMillion.total }),
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
