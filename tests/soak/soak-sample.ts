import type { DatabaseSample } from "./read-sample.ts";
import { type Measure, type Trend, trendOf } from "./trend.ts";

/** Everything at one moment of a soak. */
export interface SoakSample extends DatabaseSample {
  atS: number;
  /** Payments on the chains so far. */
  payments: number;
  reorgs: number;
  listChanges: number;
  /** Resident, by process; `postgres` is what its processes hold each for itself. */
  memoryMb: Record<string, number>;
  /** Jobs that the queue holds in any state. */
  jobs: number;
  /** From when a block could be seen until the alert of a listed payment in it was committed; absent where none came. */
  latencyP50Ms?: number;
  latencyP99Ms?: number;
  load: number;
}

/** What a soak came to. */
export interface SoakFigures {
  hours: number;
  transfersPerS: number;
  chains: readonly string[];
  queue: string;
  payments: number;
  reorgs: number;
  listChanges: number;
  alerts: number;
  webhooks: number;
  /** Payments of listed addresses on the chains whose alert never came. */
  missing: number;
  loadMean: number;
  trends: Trend[];
  /** Without the warm-up. */
  samples: SoakSample[];
}

/** Caches fill, the first partitions are made. */
const WARM_UP_SHARE = 0.2;
const WARM_UP_S_MAX = 600;

export function withoutWarmUp(samples: readonly SoakSample[]): SoakSample[] {
  const end = samples.at(-1)?.atS ?? 0;
  const from = Math.min(WARM_UP_S_MAX, end * WARM_UP_SHARE);
  return samples.filter(({ atS }) => atS >= from);
}

/** @param samples without the warm-up */
export function trendsOf(samples: readonly SoakSample[]): Trend[] {
  const atS = samples.map((sample) => sample.atS);
  return measuresOf(samples).map((measure) => trendOf(measure, atS));
}

export function measuresOf(samples: readonly SoakSample[]): Measure[] {
  const measure = (name: string, tolerance: number, value: (sample: SoakSample) => number): Measure => ({
    name,
    tolerance,
    values: samples.map(value),
  });
  const [first] = samples;
  const perMillion = (key: "tableBytes" | "indexBytes") => (sample: SoakSample) => {
    const payments = sample.payments - (first?.payments ?? 0);
    return payments === 0 ? Number.NaN : (sample[key] - (first?.[key] ?? 0)) / payments;
  };
  return [
    ...Object.keys(first?.memoryMb ?? {}).map((name) =>
      measure(`memory of ${name}, MB`, 10, ({ memoryMb }) => memoryMb[name] ?? Number.NaN),
    ),
    measure("connections", 2, ({ connections }) => connections),
    measure("dead rows, % of all", 3, ({ deadPercent }) => deadPercent),
    measure("tables, MB a million transfers", 20, perMillion("tableBytes")),
    measure("indexes, MB a million transfers", 20, perMillion("indexBytes")),
    measure("jobs in the queue", 50, ({ jobs }) => jobs),
    measure("deliveries waiting", 20, ({ deliveriesOpen }) => deliveriesOpen),
    measure("age of what was screened last, s", 2, ({ eventAgeS }) => eventAgeS),
    measure("age of what was made final last, s", 5, ({ finalAgeS }) => finalAgeS),
    measure("age of what was judged at depth last, s", 5, ({ depthAgeS }) => depthAgeS),
    measure("alert latency p50, ms", 50, ({ latencyP50Ms }) => latencyP50Ms ?? Number.NaN),
    measure("alert latency p99, ms", 200, ({ latencyP99Ms }) => latencyP99Ms ?? Number.NaN),
  ];
}
