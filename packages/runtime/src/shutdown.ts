import type { Logger } from "./logger.ts";

export interface Shutdown {
  /** Aborted as soon as the shutdown begins: loops stop taking new work. */
  readonly signal: AbortSignal;
  /** `fn` runs at shutdown, after what was registered later: what was opened first is closed last. */
  onClose(name: string, fn: () => Promise<void> | void): void;
  /** Runs every closer once, within the deadline, and resolves; calling again waits for the same run. Never throws. */
  close(reason: string): Promise<void>;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Makes SIGINT and SIGTERM close in order and then exit: 0 when everything closed, 1 when a closer failed or the
 * deadline passed. A second signal exits at once with 130; crash safety does not depend on closing.
 */
export function createShutdown({ deadlineMs, logger }: { deadlineMs: number; logger: Logger }): Shutdown {
  const abort = new AbortController();
  const closers: Array<{ name: string; fn: () => Promise<void> | void }> = [];
  let running: Promise<void> | undefined;
  let isClean = true;

  async function runClosers(): Promise<void> {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) {
      const { name, fn } = closer;
      try {
        await fn();
        logger.debug({ msg: "closed", part: name });
      } catch (err) {
        isClean = false;
        logger.error({ msg: "could not be closed", part: name, err });
      }
    }
  }

  async function run(reason: string): Promise<void> {
    logger.info({ msg: "shutting down", reason });
    abort.abort(new Error(`shutting down: ${reason}`));
    const pending = closers.map((closer) => closer.name);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<"deadline">((resolve) => {
      timer = setTimeout(resolve, deadlineMs, "deadline");
    });
    const ended = await Promise.race([runClosers(), deadline]);
    clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, onSignal);
    if (ended === "deadline") {
      isClean = false;
      const left = pending.slice(0, closers.length + 1);
      logger.error({ msg: "not everything closed within the deadline", deadlineMs, left });
    }
  }

  function close(reason: string): Promise<void> {
    running ??= run(reason);
    return running;
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (running !== undefined) process.exit(130);
    close(signal).then(() => process.exit(isClean ? 0 : 1));
  }

  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: abort.signal,
    onClose(name, fn) {
      closers.push({ name, fn });
    },
    close,
  };
}
