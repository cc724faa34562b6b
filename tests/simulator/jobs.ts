import { levelsSought } from "@redflag/ingest/levels-sought";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { findLane } from "@redflag/store/lane";
import type { Random } from "./random.ts";
import type { SimProcess } from "./sim-process.ts";
import type { Steps } from "./steps.ts";

export interface RangeJob {
  kind: "read" | "prove" | "fill";
  from: number;
  to: number;
}

/** Jobs waiting to be run, as a queue holds them: one of a kind for each range. */
export class JobBag {
  readonly #jobs = new Map<string, RangeJob>();

  add(job: RangeJob): void {
    this.#jobs.set(`${job.kind} ${job.from} ${job.to}`, job);
  }

  list(): RangeJob[] {
    return [...this.#jobs.values()];
  }

  remove({ kind, from, to }: RangeJob): void {
    this.#jobs.delete(`${kind} ${from} ${to}`);
  }
}

/** As ingest's sweep does: what is missing becomes reads, what is unproven proofs. Smaller pieces, so that they meet. */
export async function planJobs({ deps }: SimProcess, steps: Steps, random: Random): Promise<RangeJob[]> {
  const { db, chain, policy } = deps;
  const jobs: RangeJob[] = [];
  for (const { from, to } of await steps.planReads(db, chain)) {
    for (let start = from; start <= to; ) {
      const end = Math.min(to, start + random.between(1, 16));
      jobs.push({ kind: "read", from: start, to: end });
      start = end + 1;
    }
  }
  const lane = await findLane(db.kysely, chain.id);
  if (lane === undefined) return jobs;
  const span = { from: lane.finalPosition + 1, to: lane.headPosition };
  const unproven = await listUnprovenCoverage(db.kysely, chain.id, span, 16, levelsSought(policy));
  for (const { fromBlock, toBlock } of unproven) {
    jobs.push({ kind: "prove", from: fromBlock, to: toBlock });
  }
  return jobs;
}

export async function runJob(process: SimProcess, steps: Steps, { kind, from, to }: RangeJob): Promise<unknown> {
  try {
    if (kind === "fill") return await steps.fillRange(process.deps, { from, to });
    if (kind === "read") return await steps.readRange(process.deps, from, to);
    // Of any length, although only a sampled stretch needs it.
    if (process.deps.policy === "proof") await steps.askForListed(process.deps, { from, to });
    return await steps.proveRange(process.deps, from, to);
  } finally {
    await process.recordDisagreements();
  }
}
