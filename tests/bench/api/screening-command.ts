import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, roundsOption, secondsOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  seconds: number;
  rounds: number;
  json?: boolean;
}

export function addScreeningCommand(program: Command): void {
  program
    .command("screening")
    .description("An address screened against a million entries, one and a thousand at once, beside a bare route.")
    .addOption(secondsOption("how long each contender is loaded in each round", 10))
    .addOption(roundsOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench screening --rounds 3", "npx pnpm bench screening --seconds 8"))
    .action(async ({ seconds, rounds, json }: Options) => {
      const { runScreening } = await import("./run-screening.ts");
      const { apiText } = await import("./api-summary.ts");
      tellFigures(await runScreening({ seconds, rounds, onStep: tellStep }), apiText, json);
    });
}
