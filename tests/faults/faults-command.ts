import { examples, jsonOption } from "@redflag/cli/command-options";
import { newProgram } from "@redflag/cli/run-program";
import { type Command, Option } from "commander";
import { wholeNumber } from "../whole-number.ts";

export interface FaultsOptions {
  /** Names of faults; all of them where absent. */
  only?: string[];
  rounds: number;
  json?: boolean;
}

const ROUNDS = 3;
const ROUNDS_MAX = 9_999;

/** @param names that `--only` may take */
export function faultsCommand(
  names: readonly string[],
  run: (options: FaultsOptions) => void | Promise<void>,
): Command {
  return newProgram("npx pnpm faults")
    .description(
      "Plays every fault that this machine can play on real processes, each in rounds and in a world of its own, and says what was " +
        "lost and how long it took to recover. A fault for which something is missing is named as not run.",
    )
    .addOption(new Option("--only <name...>", "these faults alone; all of them unless told").choices(names))
    .addOption(
      new Option("--rounds <n>", "times that each is played").argParser(wholeNumber(1, ROUNDS_MAX)).default(ROUNDS),
    )
    .addOption(jsonOption("print each round with its figures and what the log said as one JSON object"))
    .addHelpText("after", examples("npx pnpm faults", "npx pnpm faults --only kill-screen --rounds 20"))
    .action(run);
}
