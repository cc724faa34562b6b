import { createLogger } from "./logger.ts";
import { openQueue } from "./queue.ts";
import type { QueueBackend } from "./queue-backend.ts";

/** Run by the queue's tests as a process of its own: takes one job, says so, and never finishes it. */
const [name = "", backend = "", lockMs = ""] = process.argv.slice(2);
const queue = await openQueue({
  name,
  backend: JSON.parse(backend) as QueueBackend,
  logger: createLogger({ service: "test", level: "silent" }),
  lockMs: Number(lockMs),
});
await queue.work(
  () =>
    new Promise(() => {
      process.stdout.write("taken\n");
    }),
  { concurrency: 1 },
);
