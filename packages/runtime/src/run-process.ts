import { openQueues, type Queues } from "./queues.ts";
import { type CallProcessContext, runCallProcess } from "./run-call-process.ts";

/** What the process of a service stands on that queues wake. */
export interface ProcessContext extends CallProcessContext {
  queues: Queues;
}

/** Runs one service as a process, as `runCallProcess` does, with the queues that wake it. */
export function runProcess(service: string, run: (context: ProcessContext) => Promise<void>): Promise<void> {
  return runCallProcess(service, async (context) => {
    const queues = await openQueues(context.backends.queue, context.logger);
    context.shutdown.onClose("queues", () => queues.close());
    await run({ ...context, queues });
  });
}
