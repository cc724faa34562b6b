import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, transfersOption } from "../bench-options.ts";
import { CHAIN_CACHE } from "../chain-cache.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  transfers: number;
  json?: boolean;
}

export function addGrowthCommand(program: Command): void {
  program
    .command("growth")
    .description(
      "What transfers cost as one database grows: a whole chain is ingested into it, in twenty parts. Linux only.",
    )
    .addOption(transfersOption(20_000_000))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench growth --transfers 4000000"))
    .action(async ({ transfers, json }: Options) => {
      const { runGrowth } = await import("./run-growth.ts");
      const { growthText } = await import("./growth-figures.ts");
      tellFigures(await runGrowth({ transfers, cacheDir: CHAIN_CACHE, onStep: tellStep }), growthText, json);
    });
}
