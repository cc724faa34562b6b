import { Problem } from "@redflag/domain/problem";
import { type Backends, openBackends } from "./backends.ts";
import { type Config, loadConfig } from "./config.ts";
import { createLogger, type Logger } from "./logger.ts";
import { createShutdown, type Shutdown } from "./shutdown.ts";
import { startTracing } from "./tracing/start-tracing.ts";

/** What a service's own process stands on, also one that no queue wakes. */
export interface CallProcessContext {
  config: Config;
  logger: Logger;
  shutdown: Shutdown;
  backends: Backends;
  /** Tells what happened, closes in order and exits with 1: for what the process must not go on with. */
  fail: (problem: Problem) => void;
}

const SHUTDOWN_DEADLINE_MS = 20_000;

/**
 * Runs one service as a process: reads the configuration, opens the backends, runs, and closes in order on SIGINT or SIGTERM. An
 * operating error is told in words, and what was opened is closed before it exits with 1; a programmer's error crashes with its
 * stack. A process that no queue wakes does not load one.
 */
export async function runCallProcess(
  service: string,
  run: (context: CallProcessContext) => Promise<void>,
): Promise<void> {
  let opened: Shutdown | undefined;
  try {
    const config = loadConfig(process.env);
    const logger = createLogger({ service, level: config.logLevel });
    const shutdown = createShutdown({ deadlineMs: SHUTDOWN_DEADLINE_MS, logger });
    opened = shutdown;
    // Closed last, so that what others end with is handed on, too.
    shutdown.onClose("traces", await startTracing(config, service, logger));
    const backends = await openBackends(config);
    shutdown.onClose("backends", () => backends.release());
    await run({ config, logger, shutdown, backends, fail });

    function fail(problem: Problem): void {
      logger.error({ msg: "the process ends", err: problem, hint: problem.hint });
      void shutdown.close(problem.title).then(() => process.exit(1));
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${error.message}\n${error.hint}\n`);
    await opened?.close(error.title);
    process.exit(1);
  }
}
