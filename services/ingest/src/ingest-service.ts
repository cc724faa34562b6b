import { listenToNewHeads } from "@redflag/chain/new-heads";
import {
  ingestProveJobKey,
  ingestReadJobKey,
  parseIngestProveJob,
  parseIngestReadJob,
  screenLaneJobKey,
} from "@redflag/contract/jobs";
import { Problem } from "@redflag/domain/problem";
import type { FailureLog } from "@redflag/runtime/failure-log";
import type { Queue } from "@redflag/runtime/queue";
import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { findLag } from "@redflag/store/lag";
import { findLane } from "@redflag/store/lane";
import { askForListed } from "./ask-for-listed.ts";
import { CatchUp } from "./catch-up.ts";
import { checkStretch, isCheckedInPart } from "./check-stretch.ts";
import { ContradictedRanges } from "./contradicted-ranges.ts";
import { HeadRetreat } from "./head-retreat.ts";
import type { FollowedChain, IngestDeps } from "./ingest-deps.ts";
import { levelsSought } from "./levels-sought.ts";
import { LookSchedule } from "./look-schedule.ts";
import { observeHead } from "./observe-head.ts";
import { planReads } from "./plan-reads.ts";
import { readRange } from "./read-range.ts";

/** One queue for each kind of job, shared by every chain. */
export interface IngestQueues {
  read: Queue;
  prove: Queue;
  /** Screening's: woken when there is something new to look at. */
  lane: Queue;
}

interface RangeJob {
  chain: string;
  from: number;
  to: number;
}

/** Jobs of each kind that one process runs at once. */
const CONCURRENCY = 4;
/** What is missing or unproven is looked for this often even when the head stands still or every wake-up was lost. */
const SWEEP_MS = 2_000;
/** Unproven stretches woken in one sweep. */
const PROVE_JOBS_MAX = 16;

/** Runs read and prove jobs of these chains until closed. */
export async function runIngestWorkers(
  depsOf: ReadonlyMap<string, IngestDeps>,
  queues: IngestQueues,
  failures: FailureLog,
  signal: AbortSignal,
): Promise<{ close(): Promise<void> }> {
  const contradicted = new ContradictedRanges();
  const handle = (
    queue: Queue,
    step: string,
    parse: (payload: unknown) => RangeJob,
    run: (deps: IngestDeps, job: RangeJob) => Promise<void>,
  ) =>
    queue.work(
      async (payload) => {
        const job = parse(payload);
        const deps = depsOf.get(job.chain);
        if (deps === undefined || signal.aborted) return;
        // By its beginning alone: the end moves with the head, and what lies before a contradicted block is soon done.
        const key = `${step}/${job.chain}/${job.from}`;
        await tolerate(deps, failures, signal, step, () => contradicted.attempt(key, () => run(deps, job)));
      },
      { concurrency: CONCURRENCY },
    );
  const workers = [
    await handle(queues.read, "read", parseIngestReadJob, async (deps, job) => {
      await readRange(deps, job.from, job.to, signal);
      await wakeLane(queues, job.chain);
      if (deps.policy === "proof") await queues.prove.wake({ key: ingestProveJobKey(job), payload: job });
    }),
    await handle(queues.prove, "prove", parseIngestProveJob, async (deps, job) => {
      // First: once the stretch is called proven it may become final, and what is final is not mended.
      if (isCheckedInPart(deps.policy, job)) await askForListed(deps, job, signal);
      await checkStretch(deps, job.from, job.to, signal);
      await wakeLane(queues, job.chain);
    }),
  ];
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

/**
 * Follows one chain's head until the signal aborts: records the tip, follows reorgs, wakes workers for whatever is
 * missing or unproven, and tells how far behind the chain is. What endpoints tell of new heads makes it look earlier and
 * nothing else. Two followers of one chain are a waste and no harm.
 */
export async function followHead(
  deps: FollowedChain,
  queues: IngestQueues,
  failures: FailureLog,
  signal: AbortSignal,
): Promise<void> {
  const { db, chain, logger } = deps;
  const schedule = new LookSchedule(deps.pace);
  const retreat = new HeadRetreat(chain, logger);
  const catchUp = new CatchUp(chain);
  const listening = deps.headUrls.map((url) =>
    listenToNewHeads(url, {
      onHead: () => schedule.wake(),
      onFailure: (problem) => failures.tell(chain.name, "listen for new heads; polling goes on", problem),
    }),
  );
  let lastHead = -1;
  let lastSweep = 0;
  try {
    while (!signal.aborted) {
      schedule.begin();
      await tolerate(deps, failures, signal, "follow", async () => {
        const { head } = await observeHead(deps, signal);
        retreat.note(head);
        if (head === lastHead && Date.now() - lastSweep < SWEEP_MS) return;
        lastHead = head;
        lastSweep = Date.now();
        const lag = await findLag(db.kysely, chain.id);
        const news = lag && catchUp.note(lag, performance.now());
        if (news !== undefined) logger.info({ ...news });
        await wakeReads(deps, queues);
        await wakeProofs(deps, queues);
      });
      await schedule.wait(signal);
    }
  } finally {
    for (const each of listening) each.close();
  }
}

async function wakeReads(deps: IngestDeps, queues: IngestQueues): Promise<void> {
  for (const span of await planReads(deps.db, deps.chain)) {
    const job = { chain: deps.chain.name, ...span };
    await queues.read.wake({ key: ingestReadJobKey(job), payload: job });
  }
}

/** What the lane waits for to call its evidence final. */
async function wakeProofs({ db, chain, policy }: IngestDeps, queues: IngestQueues): Promise<void> {
  const enough = levelsSought(policy);
  const lane = await findLane(db.kysely, chain.id);
  if (enough === undefined || lane === undefined) return;
  const span = { from: lane.finalPosition + 1, to: lane.headPosition };
  for (const { fromBlock, toBlock } of await listUnprovenCoverage(db.kysely, chain.id, span, PROVE_JOBS_MAX, enough)) {
    const job = { chain: chain.name, from: fromBlock, to: toBlock };
    await queues.prove.wake({ key: ingestProveJobKey(job), payload: job });
  }
}

async function wakeLane(queues: IngestQueues, chain: string): Promise<void> {
  await queues.lane.wake({ key: screenLaneJobKey({ chain }), payload: { chain } });
}

/**
 * Endpoints and databases fail and come back: what failed is told and swept again; what a shutdown cut short is no
 * failure. Anything else is a bug and crashes.
 */
export async function tolerate(
  { chain }: IngestDeps,
  failures: FailureLog,
  signal: AbortSignal,
  step: string,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (signal.aborted && error === signal.reason) return;
    if (!(error instanceof Problem)) throw error;
    failures.tell(chain.name, step, error);
  }
}
