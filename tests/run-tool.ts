import { writeNote } from "@redflag/cli/output";
import { runProgram } from "@redflag/cli/run-program";
import type { Command } from "commander";

/** A wrong value is told with what is expected; of these commander says only what was given or is missing. */
const SAYS_HALF: ReadonlySet<string> = new Set([
  "commander.excessArguments",
  "commander.missingArgument",
  "commander.missingMandatoryOptionValue",
  "commander.unknownCommand",
  "commander.unknownOption",
]);

/**
 * Runs a developers' command as the arguments say: with wrong ones it says in words what was given and what is expected, and
 * ends with exit code 2.
 */
export async function runTool(program: Command, args: readonly string[]): Promise<void> {
  for (const command of [program, ...program.commands]) {
    command.exitOverride((error) => {
      if (SAYS_HALF.has(error.code)) writeNote(expectedBy(command));
      throw error;
    });
  }
  await runProgram(program, args);
}

function expectedBy(command: Command): string {
  const path = command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`;
  const names = command.commands.map((sub) => sub.name());
  const taken = [
    ...command.registeredArguments.map((argument) => `<${argument.name()}>`),
    ...command.options.map(({ long, short }) => long ?? short ?? ""),
  ];
  const expected = names.length > 0 ? `is followed by one of ${names.join(", ")}` : `takes ${taken.join(", ")}`;
  return `${path} ${expected}; --help says more`;
}
