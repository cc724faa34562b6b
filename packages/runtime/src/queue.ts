import { ok } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import type { Logger } from "./logger.ts";
import { type Consumer, createConsumer, createProducer, type Producer, type QueueBackend } from "./queue-backend.ts";

/**
 * Wake-ups between processes; what is to be done stands in tables. So a handler reads the tables and is idempotent,
 * and its service sweeps them now and then: a job may be lost with the queue's store, never the work.
 */
export interface Queue {
  /**
   * Asks for one run of the handler. At least once: a run may happen twice, or beside one that seems dead.
   * While a job of the same key waits (for its turn, its delay or a retry) no second one is made and the first one's
   * payload stays; a wake without delay makes one that waits due at once. While one of the same key runs, exactly
   * one more is made, with the newest payload: what it had not seen is seen then.
   * @throws Problem `queue_unreachable`; the sweep makes up for it, so a producer may go on
   */
  wake(job: { key: string; payload: object }, opts?: { delayMs?: number }): Promise<void>;
  /**
   * Runs the handler for each job, and again with growing delay when it throws; after the last attempt the job is
   * logged and dropped. The payload came through a store that others can write to: parse it.
   */
  work(handler: (payload: unknown) => Promise<void>, opts: { concurrency: number }): Promise<QueueWorker>;
  /** Closes the workers, then the connections. */
  close(): Promise<void>;
}

export interface QueueWorker {
  /** Takes no more jobs and waits for the handlers that run. */
  close(): Promise<void>;
}

export interface QueueOptions {
  /** Kebab-case. */
  name: string;
  backend: QueueBackend;
  logger: Logger;
  retry?: RetryPolicy;
  /**
   * How long a worker may give no sign of life before its job goes to another, 15 s unless told. A handler that blocks
   * the event loop for longer is run twice.
   */
  lockMs?: number;
}

export interface RetryPolicy {
  attemptsMax: number;
  /** Before the second attempt; doubles each time. */
  backoffMs: number;
}

const RETRY: RetryPolicy = { attemptsMax: 8, backoffMs: 500 };
const LOCK_MS = 15_000;
/** A store that refuses is given up so soon; one that only is slow, on a machine that is busy, later. */
const REFUSED_MS_MAX = 5_000;
const SILENT_MS_MAX = 30_000;
const WAKE_ATTEMPTS_MAX = 3;
const WAKE_RETRY_MS = 200;
const ERROR_REPEAT_MS = 60_000;

/**
 * Opens the queue, making its PostgreSQL schema where it is missing (several processes may do so at once).
 * @throws Problem `queue_unreachable`
 */
export async function openQueue({
  name,
  backend,
  logger,
  retry = RETRY,
  lockMs = LOCK_MS,
}: QueueOptions): Promise<Queue> {
  ok(/^[a-z0-9-]+$/.test(name), "a queue's name is kebab-case");
  const log = logger.child({ queue: name });
  let toldAt = Number.NEGATIVE_INFINITY;
  const onError = (err: Error) => {
    // A server that is away fails every connection many times a second.
    if (performance.now() - toldAt < ERROR_REPEAT_MS) return;
    toldAt = performance.now();
    log.warn({ msg: "the queue's connection failed; it connects again", err });
  };
  const producer = createProducer(name, backend);
  producer.on("error", onError);
  const workers = new Set<QueueWorker>();

  await waitUntilReady(name, producer);

  return {
    async wake({ key, payload }, { delayMs = 0 } = {}) {
      const options = {
        delay: delayMs,
        attempts: retry.attemptsMax,
        backoff: { type: "exponential", delay: retry.backoffMs, jitter: 0.2 },
        removeOnComplete: true,
        removeOnFail: true,
        // A job id would refuse the key for as long as the job runs, and lose the wake; ":" would be refused, too.
        deduplication: { id: key, keepLastIfActive: true, reschedule: delayMs === 0 },
      };
      for (let attempt = 1; ; attempt++) {
        try {
          await producer.add(name, payload, options);
          return;
        } catch (cause) {
          if (attempt >= WAKE_ATTEMPTS_MAX) throw unreachable(name, cause);
          await sleep(WAKE_RETRY_MS);
        }
      }
    },

    async work(handler, { concurrency }) {
      const consumer = createConsumer(name, backend, { concurrency, lockMs }, async (job) => handler(job.data));
      consumer.on("error", onError);
      consumer.on("failed", (job, err) => {
        const attemptCount = job?.attemptsMade ?? 0;
        const fields = { job: job?.deduplicationId, attempt: attemptCount, err };
        if (attemptCount < retry.attemptsMax) log.warn({ msg: "a job failed and is tried again", ...fields });
        else log.error({ msg: "a job failed for the last time and is dropped; the sweep makes another", ...fields });
      });
      await waitUntilReady(name, consumer);
      const handle = {
        async close() {
          workers.delete(handle);
          await consumer.close();
        },
      };
      workers.add(handle);
      return handle;
    },

    async close() {
      await Promise.all([...workers].map((worker) => worker.close()));
      await producer.close();
    },
  };
}

/** Redis's client would try for ever without a word. */
async function waitUntilReady(name: string, part: Producer | Consumer): Promise<void> {
  const abort = new AbortController();
  const { signal } = abort;
  let refusal: Error | undefined;
  part.on("error", (err) => {
    refusal = err;
  });
  const timeout = (async () => {
    await sleep(REFUSED_MS_MAX, undefined, { signal });
    if (refusal === undefined) await sleep(SILENT_MS_MAX - REFUSED_MS_MAX, undefined, { signal });
    throw refusal ?? new Error("no answer");
  })();
  try {
    await Promise.race([part.waitUntilReady(), timeout]);
  } catch (cause) {
    // Not waited for: a client that never connected may never say that it has closed.
    part.close().catch(() => undefined);
    throw unreachable(name, cause);
  } finally {
    timeout.catch(() => undefined);
    abort.abort();
  }
}

/** Clients put URLs into their messages: only a code is shown. */
function unreachable(name: string, cause: unknown): Problem {
  const code = (cause as { code?: unknown } | null)?.code;
  const reason = typeof code === "string" ? code : "it does not answer";
  return new Problem("queue_unreachable", `queue ${name}: ${reason}`, { cause });
}
