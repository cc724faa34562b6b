import type { Logger } from "./logger.ts";
import { openQueue, type Queue } from "./queue.ts";
import type { QueueBackend } from "./queue-backend.ts";

/** The queues between the pipeline's services. */
export interface Queues {
  read: Queue;
  prove: Queue;
  lane: Queue;
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
    async close() {
      await Promise.all([read.close(), prove.close(), lane.close()]);
    },
  };
}
