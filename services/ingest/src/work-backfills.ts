import { setTimeout as sleep } from "node:timers/promises";
import { ingestBackfillJobKey, JOB_RANGE_BLOCKS_MAX, parseIngestBackfillJob } from "@redflag/contract/jobs";
import type { Chain } from "@redflag/domain/chain";
import type { FailureLog } from "@redflag/runtime/failure-log";
import type { Queue } from "@redflag/runtime/queue";
import { finishBackfills } from "@redflag/store/backfill";
import type { BlockSpan } from "@redflag/store/block-span";
import { indexPartition } from "@redflag/store/partition-index";
import { type BackfillState, listBackfillStates } from "./backfill-state.ts";
import { ContradictedRanges } from "./contradicted-ranges.ts";
import { fillRange } from "./fill-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { tolerate } from "./ingest-service.ts";
import { cutAtMultiples } from "./span.ts";

/** Ranges that one process has in flight for a chain's backfills: they are the past, and the head must not wait for them. */
const CONCURRENCY = 2;
/** Jobs planned ahead in one sweep: enough for several machines until the next. */
const JOBS_MAX = 64;
/** A partition holds about five million transfers: a job in so many parts of it is one answer's worth of them. */
const JOBS_PER_PARTITION = 200;
/** While there is a backfill. */
const SWEEP_MS = 1_000;
/** While there is none. */
const IDLE_SWEEP_MS = 2_000;
/** What could not be checked is tried again so often: what is missing (receipts, a peer) seldom comes at once. */
const CHECK_AGAIN_MS = 60_000;

/**
 * Fills what is asked for of one chain, beside any number of processes that do the same, until the signal aborts; then
 * finishes what is in hand. Everything is derived from the tables at every sweep: a lost job only delays.
 * @param openQueue as `Queues.openBackfill`; open while there is something to fill
 */
export async function workBackfills(
  deps: IngestDeps,
  openQueue: (chain: string) => Promise<Queue>,
  failures: FailureLog,
  signal: AbortSignal,
): Promise<void> {
  const checks = new CheckTurns();
  let queue: Queue | undefined;
  try {
    while (!signal.aborted) {
      let pauseMs = IDLE_SWEEP_MS;
      await tolerate(deps, failures, signal, "backfill", async () => {
        const states = await listBackfillStates(deps.db.kysely, deps.chain, deps.policy);
        if (states.length === 0) {
          const idle = queue;
          queue = undefined;
          await idle?.close();
          return;
        }
        pauseMs = SWEEP_MS;
        queue ??= await openWorker(deps, openQueue, failures, signal);
        const jobs = queue;
        const hasIndexed = await sweepBackfills(deps, states, checks, (span) => {
          const job = { chain: deps.chain.name, ...span };
          return jobs.wake({ key: ingestBackfillJobKey(job), payload: job });
        });
        if (hasIndexed) pauseMs = 0;
      });
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await queue?.close();
  }
}

/** One sweep: what is next becomes jobs, what is full is indexed, what is done is finished. @returns whether something was indexed */
export async function sweepBackfills(
  deps: IngestDeps,
  states: readonly BackfillState[],
  checks: CheckTurns,
  wake: (span: BlockSpan) => Promise<void>,
): Promise<boolean> {
  for (const span of planBackfills(deps.chain, states, checks)) await wake(span);
  // One at a time, while the workers go on with what was planned.
  const hasIndexed = await indexOne(deps, states);
  await finish(deps, states);
  return hasIndexed;
}

/**
 * The next jobs: the lowest blocks that are missing, then what is stored and was not checked. Cut at multiples, so that
 * overlapping backfills and other processes name the same work alike.
 */
export function planBackfills(chain: Chain, states: readonly BackfillState[], checks: CheckTurns): BlockSpan[] {
  const width = Math.min(JOB_RANGE_BLOCKS_MAX, Math.ceil(chain.partitionBlocks / JOBS_PER_PARTITION));
  const missing = cutAtMultiples(
    states.flatMap((state) => state.missing),
    width,
    JOBS_MAX,
  );
  const unchecked = cutAtMultiples(
    states.flatMap((state) => state.unchecked),
    width,
    JOBS_MAX,
  );
  return [...missing, ...checks.take(unchecked, JOBS_MAX - missing.length)];
}

/**
 * Whose turn it is to be checked: what was just tried waits. In memory, so a restart tries at once; and by a clock that nobody
 * sets, or one that was put back would make it wait for as long as it had been ahead.
 */
export class CheckTurns {
  readonly #triedAt = new Map<number, number>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  take(spans: readonly BlockSpan[], max: number): BlockSpan[] {
    const nowMs = this.#now();
    for (const [from, atMs] of this.#triedAt) if (nowMs - atMs >= CHECK_AGAIN_MS) this.#triedAt.delete(from);
    const due = spans.filter(({ from }) => !this.#triedAt.has(from)).slice(0, max);
    for (const { from } of due) this.#triedAt.set(from, nowMs);
    return due;
  }
}

async function openWorker(
  deps: IngestDeps,
  openQueue: (chain: string) => Promise<Queue>,
  failures: FailureLog,
  signal: AbortSignal,
): Promise<Queue> {
  const { chain, logger } = deps;
  const contradicted = new ContradictedRanges();
  const queue = await openQueue(chain.name);
  await queue.work(
    async (payload) => {
      const job = parseIngestBackfillJob(payload);
      if (job.chain !== chain.name || signal.aborted) return;
      const key = ingestBackfillJobKey(job);
      await tolerate(deps, failures, signal, "backfill", () =>
        contradicted.attempt(key, () => fillRange(deps, job, signal)),
      );
    },
    { concurrency: CONCURRENCY },
  );
  logger.info({ msg: "works on a backfill", chain: chain.name });
  return queue;
}

/** @returns whether one was built, so that others may wait */
async function indexOne({ db, chain, logger }: IngestDeps, states: readonly BackfillState[]): Promise<boolean> {
  for (const ordinal of states.flatMap(({ unindexed }) => unindexed)) {
    if (!(await indexPartition(db, chain.id, ordinal))) continue;
    logger.info({ msg: "indexed a partition that is full", chain: chain.name, ordinal });
    return true;
  }
  return false;
}

async function finish({ db, chain, logger }: IngestDeps, states: readonly BackfillState[]): Promise<void> {
  for (const { span, missing, unchecked, unindexed } of states) {
    if (missing.length > 0 || unchecked.length > 0 || unindexed.length > 0) continue;
    await finishBackfills(db.kysely, chain.id, span);
    logger.info({ msg: "a backfill is finished", chain: chain.name, ...span });
  }
}
