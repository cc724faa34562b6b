import { Command, CommanderError } from "commander";
import { writeNote } from "./output.ts";
import { isReaderGone } from "./reader-gone.ts";
import { withoutSteering } from "./steering.ts";
import { surroundings } from "./surroundings.ts";

const FAILED = 1;
const WRONG_USAGE = 2;

/** A command line that has its output from its surroundings and throws CommanderError instead of exiting, for `runProgram`. */
export function newProgram(name: string): Command {
  return new Command(name)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void surroundings().stdout.write(text),
      writeErr: (text) => void surroundings().stderr.write(withoutSteering(text)),
    })
    .configureHelp({ sortSubcommands: false });
}

/**
 * Runs what the arguments say and sets the exit code.
 * @param args without the interpreter and the script
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<void> {
  watchOutput();
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version that were asked for also arrive here, with 0.
    surroundings().exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
  }
}

/**
 * Help and short answers are written out by then; what goes on ends by its own watch (`watchInterrupt`). Each write may fail anew,
 * and is told of once; where standard error fails, nothing is: what told of it would fail as well.
 */
function watchOutput(): void {
  const { stdout, stderr } = surroundings();
  let isTold = false;
  stdout.on("error", (error) => {
    if (isTold || isReaderGone(error)) return;
    isTold = true;
    surroundings().exitCode ||= FAILED;
    writeNote(
      `error: The output could not be written\n  ${error.message}\n  See that the disk has room, and run it again.`,
    );
  });
  stderr.on("error", (error) => {
    if (!isReaderGone(error)) surroundings().exitCode ||= FAILED;
  });
}
