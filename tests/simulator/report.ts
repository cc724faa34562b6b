/** What one seed, or many, went through. */
export interface Counts {
  blocks: number;
  transfers: number;
  reorgs: number;
  /** Below what the chain had called final. */
  rewrites: number;
  statements: number;
  tasks: number;
  kills: number;
  restarts: number;
  rebuilds: number;
  rescreenings: number;
  cuts: number;
  /** Steps of a lookback that looked at something. */
  lookbacks: number;
  /** Alerts that were filed, and what was said of them since. */
  filed: number;
  annotations: number;
  imports: number;
  /** Watches that began or ended. */
  watches: number;
  waits: number;
  /** Whole lists that were exchanged for others. */
  swaps: number;
  /** Clocks that went wrong or were put right. */
  jumps: number;
  /** All wake-ups were lost at once. */
  flushes: number;
  /** Of webhooks, as the senders know them; and what receivers read, how much of it more than once. */
  attempts: number;
  received: number;
  receivedAgain: number;
  alerts: number;
  withdrawn: number;
  reinstated: number;
  mends: number;
  /** By what went wrong at endpoints. */
  faults: Record<string, number>;
  /** How receivers of webhooks answered, or why they did not take what came. */
  answers: Record<string, number>;
}

export interface SeedReport {
  seed: number;
  /** What was broken; empty when all held. */
  violations: string[];
  /** Of every step in order: the same seed must give the same. */
  digest: string;
  counts: Counts;
}

export function noCounts(): Counts {
  return {
    ...{
      blocks: 0,
      transfers: 0,
      reorgs: 0,
      rewrites: 0,
      statements: 0,
      tasks: 0,
      kills: 0,
      restarts: 0,
      rebuilds: 0,
      rescreenings: 0,
      cuts: 0,
      lookbacks: 0,
      filed: 0,
      annotations: 0,
      imports: 0,
      watches: 0,
    },
    ...{ swaps: 0, jumps: 0, flushes: 0, attempts: 0, received: 0, receivedAgain: 0 },
    ...{ waits: 0, alerts: 0, withdrawn: 0, reinstated: 0, mends: 0, faults: {}, answers: {} },
  };
}

export function addCounts(total: Counts, { faults, answers, ...counts }: Counts): void {
  for (const [name, count] of Object.entries(counts) as Array<[keyof typeof counts, number]>) total[name] += count;
  for (const [kind, count] of Object.entries(faults)) total.faults[kind] = (total.faults[kind] ?? 0) + count;
  for (const [kind, count] of Object.entries(answers)) total.answers[kind] = (total.answers[kind] ?? 0) + count;
}
