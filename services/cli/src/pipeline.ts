import { setTimeout as sleep } from "node:timers/promises";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { FollowedChain } from "@redflag/ingest/ingest-deps";
import { runIngest } from "@redflag/ingest/run-ingest";
import { FailureLog } from "@redflag/runtime/failure-log";
import type { Logger } from "@redflag/runtime/logger";
import type { Queues } from "@redflag/runtime/queues";
import type { LaneProgress } from "@redflag/screen/screen-lane";
import { runScreenService } from "@redflag/screen/screen-service";
import type { Database } from "@redflag/store/database";
import { findLastEventPosition } from "@redflag/store/event-read";
import { type AlertNews, NewsReader } from "./alert-news.ts";

export interface PipelineOptions {
  /** News is read here. */
  db: Database;
  /** What screening works on; what ingest does, each chain has. */
  screenDb: Database;
  queues: Queues;
  /** Their sources are closed at the end. */
  chains: readonly FollowedChain[];
  logger: Logger;
  signal: AbortSignal;
  /** As the screen service takes it. */
  retentionDays?: number | undefined;
  /** Each alert event that is committed while the pipeline runs, once. */
  onNews: (chain: Chain, news: AlertNews) => void;
  /** What else runs until the end. */
  besides?: ReadonlyArray<(signal: AbortSignal) => Promise<void>>;
  onProgress?: (chain: Chain, progress: LaneProgress) => void;
}

const NEWS_POLL_MS = 100;

/**
 * Ingests and screens in this process until the signal aborts, then finishes what is in hand. When one part fails, the
 * others are brought to their end and the failure is thrown.
 */
export async function runPipeline(options: PipelineOptions): Promise<void> {
  const { db, screenDb, queues, chains, logger, signal, besides = [], onProgress } = options;
  const failure = new AbortController();
  const ending = AbortSignal.any([signal, failure.signal]);
  const position = await findLastEventPosition(db.kysely);
  const policies = new Map(chains.map(({ chain, policy }) => [chain.name, policy]));
  const parts = [
    runIngest(chains, queues, logger, ending),
    runScreenService({
      db: screenDb,
      chains: chains.map(({ chain }) => chain),
      policyOf: (chain) => policies.get(chain.name) ?? chain.verify,
      queue: queues.lane,
      logger,
      signal: ending,
      retentionDays: options.retentionDays,
      ...(onProgress !== undefined && { onProgress }),
    }),
    ...besides.map((run) => run(ending)),
  ];
  for (const part of parts) part.catch(() => failure.abort());
  const services = Promise.allSettled(parts);
  const news = Promise.all(chains.map(({ chain }) => tellNews(options, chain, position, services)));
  const [settled] = await Promise.all([services, news]);
  for (const result of settled) if (result.status === "rejected") throw result.reason;
}

/** Until the services have ended, and once more then: what they committed last is told, too. */
async function tellNews(options: PipelineOptions, chain: Chain, position: number, services: Promise<unknown>) {
  const { db, logger, onNews } = options;
  const reader = new NewsReader(chain, position);
  const failures = new FailureLog(logger);
  let isLast = false;
  services.then(() => {
    isLast = true;
  });
  for (;;) {
    const finish = isLast;
    try {
      for (const news of await reader.read(db.kysely)) onNews(chain, news);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failures.tell(chain.name, "news", error);
    }
    if (finish) return;
    await Promise.race([sleep(NEWS_POLL_MS), services]);
  }
}
