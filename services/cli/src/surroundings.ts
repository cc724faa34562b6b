import { AsyncLocalStorage } from "node:async_hooks";
import type { Readable, Writable } from "node:stream";

/** What a command is given and gives back, its arguments apart: of a process its variables, its three streams, its exit code. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stdout: Writable & { columns?: number; isTTY?: boolean };
  readonly stderr: Writable & { isTTY?: boolean };
  exitCode?: number | string | null | undefined;
}

const others = new AsyncLocalStorage<Surroundings>();

/** The process's own, or those that `runWithin` gave the command that asks. */
export function surroundings(): Surroundings {
  return others.getStore() ?? process;
}

/** Commands that run beside each other in one process, each with surroundings of its own, as tests run them by the hundred. */
export function runWithin<T>(given: Surroundings, run: () => Promise<T>): Promise<T> {
  return others.run(given, run);
}
