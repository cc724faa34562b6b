import { CommanderError } from "commander";
import { createProgram } from "./program.ts";
import { surroundings } from "./surroundings.ts";

const WRONG_USAGE = 2;

/**
 * Runs what the arguments say and sets the exit code.
 * @param args without the interpreter and the script
 */
export async function runArguments(args: readonly string[]): Promise<void> {
  try {
    await (await createProgram(args)).parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version that were asked for also arrive here, with 0.
    surroundings().exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
  }
}
