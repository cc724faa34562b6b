import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, roundsOption, secondsOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  seconds: number;
  rounds: number;
  json?: boolean;
}

export function addApiCommand(program: Command): void {
  program
    .command("api")
    .description("One event through the API with key, role, visibility and audit, beside a bare route.")
    .addOption(secondsOption("how long each contender is loaded in each round", 10))
    .addOption(roundsOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench api --rounds 3", "npx pnpm bench api --rounds 3 --seconds 5"))
    .action(async ({ seconds, rounds, json }: Options) => {
      const { runApi } = await import("./run-api.ts");
      const { apiText } = await import("./api-summary.ts");
      tellFigures(await runApi({ seconds, rounds, onStep: tellStep }), apiText, json);
    });
}
