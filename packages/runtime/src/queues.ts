import type { Logger } from "./logger.ts";
import { openQueue, type Queue } from "./queue.ts";
import type { QueueBackend } from "./queue-backend.ts";

/** The queues between the pipeline's services. */
export interface Queues {
  read: Queue;
  prove: Queue;
  lane: Queue;
  /** As `openBackfillQueue`. */
  openBackfill(chain: string): Promise<Queue>;
  close(): Promise<void>;
}

/** @throws Problem `queue_unreachable` */
export async function openQueues(backend: QueueBackend, logger: Logger): Promise<Queues> {
  const open = (name: string) => openQueue({ name, backend, logger });
  const read = await open("ingest-read");
  const prove = await open("ingest-prove");
  const lane = await open("screen-lane");
  return {
    read,
    prove,
    lane,
    openBackfill: (chain) => openBackfillQueue(backend, logger, chain),
    async close() {
      await Promise.all([read.close(), prove.close(), lane.close()]);
    },
  };
}

/**
 * A chain's own, so that no process takes a job of a chain that it has no endpoint for; open only while there is a
 * backfill. Whoever opens it closes it.
 * @throws Problem `queue_unreachable`
 */
export function openBackfillQueue(backend: QueueBackend, logger: Logger, chain: string): Promise<Queue> {
  return openQueue({ name: `ingest-backfill-${chain}`, backend, logger });
}

/**
 * Wakes subscriptions that something is to be sent to. Beside the pipeline's: nobody else needs its connections. Whoever opens
 * it closes it.
 * @throws Problem `queue_unreachable`
 */
export function openNotifyQueue(backend: QueueBackend, logger: Logger): Promise<Queue> {
  return openQueue({ name: "notify-subscription", backend, logger });
}
