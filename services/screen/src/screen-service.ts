import { setTimeout as sleep } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { parseScreenLaneJob } from "@redflag/contract/jobs";
import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import { graphParams } from "@redflag/domain/graph/graph-params";
import { Problem } from "@redflag/domain/problem";
import { FailureLog } from "@redflag/runtime/failure-log";
import type { Logger } from "@redflag/runtime/logger";
import type { Queue } from "@redflag/runtime/queue";
import type { Database } from "@redflag/store/database";
import { applyRetention } from "./apply-retention.ts";
import { keepBacktesting } from "./backtest-service.ts";
import { keepJudgingAcross } from "./cross-chain-service.ts";
import type { InputCache } from "./input-cache.ts";
import { keepLookingBack } from "./lookback-service.ts";
import { type LaneProgress, screenLane, screenLaneHead } from "./screen-lane.ts";
import { todaysInputs } from "./todays-inputs.ts";
import { findMemoryShortage } from "./window-memory.ts";
import { withGraphThread } from "./with-graph-thread.ts";

export interface ScreenServiceOptions {
  db: Database;
  chains: readonly Chain[];
  policyOf: (chain: Chain) => VerifyPolicy;
  queue: Queue;
  logger: Logger;
  signal: AbortSignal;
  /** Blocks whose time is older are dropped now and then; undefined keeps everything. */
  retentionDays?: number | undefined;
  onProgress?: (chain: Chain, progress: LaneProgress) => void;
}

/** Partitions grow old slowly. */
const RETENTION_SWEEP_MS = 3_600_000;

/**
 * Between two passes of a woken lane over what is final: a step there costs about the same for one block as for many, and
 * chains with several blocks a second would otherwise make one for each.
 */
const FINAL_GAP_MS = 1_000;

/** A lane is looked at this often even if every wake-up was lost. */
const SWEEP_MS = 2_000;

/**
 * Screens the given chains until the signal aborts: woken by the queue, swept by the clock. Several processes may do so
 * for the same chain: the lane's row lets one at a time through, and the others find nothing to do.
 */
export function runScreenService(options: ScreenServiceOptions): Promise<void> {
  return withGraphThread((inputs) => screenAll(options, inputs));
}

async function screenAll(options: ScreenServiceOptions, inputs: InputCache): Promise<void> {
  const { db, chains, policyOf, queue, logger, signal } = options;
  const { pairsMax } = graphParams.parse((await todaysInputs(db.kysely)).graph?.params);
  const shortage = findMemoryShortage({ chains: chains.length, pairsMax }, getHeapStatistics().heap_size_limit);
  if (shortage !== undefined) {
    const names = chains.map(({ name }) => name);
    logger.warn({
      msg: "full windows of new pairs may not fit into this process: give it more memory, fewer chains, or smaller windows",
      ...{ chains: names, ...shortage },
    });
  }
  const lanes = { db, inputs, policyOf };
  const failures = new FailureLog(logger);
  const stopsTold = new Map<string, string>();

  const passedAtMs = new Map<string, number>();

  const screen = async (chain: Chain, isWoken = false) => {
    try {
      const sincePassMs = performance.now() - (passedAtMs.get(chain.name) ?? Number.NEGATIVE_INFINITY);
      const isHeadOnly = isWoken && sincePassMs < FINAL_GAP_MS;
      const progress = await (isHeadOnly ? screenLaneHead : screenLane)(lanes, chain, signal);
      if (!isHeadOnly) passedAtMs.set(chain.name, performance.now());
      if (progress.stopped !== undefined && stopsTold.get(chain.name) !== progress.stopped) {
        logger.error({
          msg: "the lane has stopped; run `redflag rebuild`",
          chain: chain.name,
          reason: progress.stopped,
        });
        stopsTold.set(chain.name, progress.stopped);
      }
      if (progress.blocks > 0) logger.debug({ msg: "screened", chain: chain.name, ...progress });
      options.onProgress?.(chain, progress);
    } catch (error) {
      if (!(error instanceof Problem) || error.retry === "fatal") throw error;
      failures.tell(chain.name, "screen", error);
    }
  };

  const worker = await queue.work(
    async (payload) => {
      const chain = getChain(parseScreenLaneJob(payload).chain);
      if (chains.includes(chain)) await screen(chain, true);
    },
    { concurrency: chains.length },
  );
  const sweep = async () => {
    while (!signal.aborted) {
      await Promise.all(chains.map((chain) => screen(chain)));
      await sleep(SWEEP_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  try {
    const lookingBack = keepLookingBack({ db, inputs, chains, logger, failures, signal });
    const judgingAcross = keepJudgingAcross({ db, inputs, chains, logger, failures, signal });
    const backtesting = keepBacktesting({ db, chains, logger, failures, signal });
    await Promise.all([sweep(), keepRetention(options), lookingBack, judgingAcross, backtesting]);
  } finally {
    await worker.close();
  }
}

/** Drops what has grown too old, one chain after the other; what keeps it from that is told, and tried again. */
async function keepRetention({ db, chains, logger, signal, retentionDays }: ScreenServiceOptions): Promise<void> {
  if (retentionDays === undefined) return;
  while (!signal.aborted) {
    for (const chain of chains) {
      try {
        const { dropped } = await applyRetention(db, chain, { retentionDays, signal });
        for (const span of dropped) logger.info({ msg: "dropped old blocks", chain: chain.name, ...span });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const { code, detail } = error;
        logger.warn({ msg: "old blocks were not dropped; it is tried again", chain: chain.name, code, detail });
      }
    }
    await sleep(RETENTION_SWEEP_MS, undefined, { signal }).catch(() => undefined);
  }
}
