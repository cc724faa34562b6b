import { Problem } from "@redflag/domain/problem";
import { type Config, loadConfig } from "@redflag/runtime/config";
import { createLogger, type Logger } from "@redflag/runtime/logger";
import { watchInterrupt } from "./interrupt.ts";
import { writeNote } from "./output.ts";
import { problemText } from "./problem-text.ts";
import { surroundings } from "./surroundings.ts";

/** What every command has at hand. */
export interface CommandContext {
  config: Config;
  logger: Logger;
  /** Aborted by Ctrl-C: finish what is in hand and return. */
  signal: AbortSignal;
  /** Ends the command in order as Ctrl-C would, and has failed with this. */
  fail: (problem: Problem) => void;
}

/**
 * Runs a command and sets the exit code: 0, 1 for an operating failure, told in words. A command that goes on until
 * Ctrl-C returns from it and is 0; one that Ctrl-C interrupts throws its AbortError. A bug crashes with its stack.
 */
export async function runCommand(run: (context: CommandContext) => Promise<void>): Promise<void> {
  const interrupt = watchInterrupt();
  let failure: Problem | undefined;
  const failWith = (problem: Problem) => {
    failure ??= problem;
    interrupt.abort();
  };
  try {
    const config = loadConfig(surroundings().env);
    const logger = createLogger({ service: "cli", level: config.logLevel });
    await run({ config, logger, signal: interrupt.signal, fail: failWith });
    if (failure !== undefined) fail(failure);
  } catch (error) {
    if (failure !== undefined) fail(failure);
    else if (interrupt.signal.aborted && isAbort(error)) surroundings().exitCode = interrupt.exitCode;
    else if (error instanceof Problem) fail(error);
    else if (isOfFileSystem(error)) fail(new Problem("file_unusable", error.message, { cause: error }));
    else throw error;
  } finally {
    interrupt.release();
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** A path that is none, a full disk: whoever wrote there has said no better what it was for. */
function isOfFileSystem(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error && ("path" in error || "dest" in error || isFull(error));
}

function isFull(error: Error): boolean {
  return "code" in error && error.code === "ENOSPC";
}

/** Tells the problem and sets exit code 1. */
function fail(problem: Problem): void {
  writeNote(problemText(problem, surroundings().env.REDFLAG_LOG_LEVEL));
  surroundings().exitCode = 1;
}
