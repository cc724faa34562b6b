import type { EventEmitter } from "node:events";
import { createPostgresBackend, type JobsOptions, Queue, type RedisOptions, Worker } from "bullmq";

export type QueueBackend =
  | {
      kind: "postgres";
      url: string;
      /** The queue's own, beside the product's tables. */
      schema: string;
      /** The schema is kept up to date by its owner (`migrateQueue`); this login could not. */
      isMigrated?: boolean;
    }
  | { kind: "redis"; url: string };

/** What we use of BullMQ's queue, whatever it stands on. */
export interface Producer {
  add(name: string, payload: object, options: JobsOptions): Promise<unknown>;
  on(event: "error", listener: (err: Error) => void): unknown;
  waitUntilReady(): Promise<void>;
  close(): Promise<void>;
}

export interface Consumer {
  on(event: "error", listener: (err: Error) => void): unknown;
  on(event: "failed", listener: (job: FailedJob | undefined, err: Error) => void): unknown;
  waitUntilReady(): Promise<void>;
  close(): Promise<void>;
}

interface FailedJob {
  attemptsMade: number;
  deduplicationId?: string;
}

/** Connections that one queue opens to its server at most; docs/guides/run-workers.md adds them up. */
export const QUEUE_CONNECTIONS_MAX = {
  postgres: { producer: 2, worker: 4 },
  redis: { producer: 1, worker: 2 },
} as const;
/** A worker waits for jobs on a connection of its own, beside its pool. */
const LISTENERS = 1;
const EVENTS_KEPT_MAX = 100;
const KEY_PREFIX = "redflag";
const RECONNECT_DELAY_MAX_MS = 2000;
/** A server that is gone without a word is noticed after so long, and not after the quarter of an hour that TCP tries for. */
const KEEP_ALIVE_IDLE_MS = 10_000;
const ANSWER_MS_MAX = { producer: 5_000, worker: 30_000 } as const;

/** Dying with a job is the process's fault more often than the job's. */
const STALLED_COUNT_MAX = 20;

export function createProducer(name: string, backend: QueueBackend): Producer {
  const streams = { events: { maxLen: EVENTS_KEPT_MAX } };
  return backend.kind === "postgres"
    ? new Queue(
        name,
        { connection: postgresConnection(backend, QUEUE_CONNECTIONS_MAX.postgres.producer), streams },
        createPostgresBackend,
      )
    : new Queue(name, {
        connection: redisConnection(backend.url, 2, ANSWER_MS_MAX.producer),
        prefix: KEY_PREFIX,
        streams,
      });
}

export function createConsumer(
  name: string,
  backend: QueueBackend,
  { concurrency, lockMs }: { concurrency: number; lockMs: number },
  run: (job: { data: unknown }) => Promise<void>,
): Consumer {
  const options = {
    concurrency,
    lockDuration: lockMs,
    stalledInterval: Math.ceil(lockMs / 3),
    maxStalledCount: STALLED_COUNT_MAX,
  };
  return backend.kind === "postgres"
    ? new Worker(
        name,
        run,
        { ...options, connection: postgresConnection(backend, QUEUE_CONNECTIONS_MAX.postgres.worker - LISTENERS) },
        createPostgresBackend,
      )
    : new Worker(name, run, {
        ...options,
        connection: redisConnection(backend.url, null, ANSWER_MS_MAX.worker),
        prefix: KEY_PREFIX,
      });
}

/** BullMQ serialises the migrations of processes that start at once with an advisory lock. */
function postgresConnection(backend: Extract<QueueBackend, { kind: "postgres" }>, max: number) {
  const { url, schema, isMigrated = false } = backend;
  const connectionString = new URL(url);
  // In the URL they would displace BullMQ's own, which point to the schema.
  const options = connectionString.searchParams.get("options") ?? "";
  connectionString.searchParams.delete("options");
  const application_name = "redflag queue";
  return {
    connectionString: connectionString.href,
    options,
    schema,
    migrate: !isMigrated,
    max,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_IDLE_MS,
    application_name,
    // It makes its tables on a connection that nobody listens to: the error of one that is lost then would end the process.
    onConnect: (client: EventEmitter) => {
      client.on("error", () => undefined);
    },
  };
}

/**
 * @param retriesMax null waits for the server for ever: right for a worker, wrong for a producer that has other work
 * @param answerMsMax longer than a command may take: a worker's that waits for jobs takes up to ten seconds
 */
function redisConnection(url: string, retriesMax: number | null, answerMsMax: number): RedisOptions {
  return {
    url,
    keepAlive: KEEP_ALIVE_IDLE_MS,
    socketTimeout: answerMsMax,
    maxRetriesPerRequest: retriesMax,
    retryStrategy: (attempt: number) => Math.min(attempt * 100, RECONNECT_DELAY_MAX_MS),
  };
}
