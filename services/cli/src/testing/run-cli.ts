import { runArguments } from "../run-arguments.ts";
import { runCaptured } from "./run-captured.ts";
import type { CliRun } from "./run-cli-process.ts";

/**
 * Runs `redflag` in this process, where its modules are loaded already: a process of its own takes most of a second to begin.
 * Whoever wants its log, signals, variables that a library reads, or its own PostgreSQL takes `runCliProcess`.
 */
export function runCli(
  args: readonly string[],
  given: { env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<CliRun> {
  return runCaptured(() => runArguments(args), given);
}
