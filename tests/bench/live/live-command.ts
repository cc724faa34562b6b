import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, secondsOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  seconds: number;
  json?: boolean;
}

export function addLiveCommand(program: Command): void {
  program
    .command("live")
    .description("Nine chains in one process, from a visible block to its provisional alert, beside a bare poll.")
    .addOption(secondsOption("how long each contender watches", 60))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench live", "npx pnpm bench live --seconds 20"))
    .action(async ({ seconds, json }: Options) => {
      const { runLive } = await import("./run-live.ts");
      const { liveText } = await import("./live-figures.ts");
      tellFigures(await runLive({ seconds, onStep: tellStep }), liveText, json);
    });
}
