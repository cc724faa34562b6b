import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, transfersOption } from "../bench-options.ts";
import { CHAIN_CACHE } from "../chain-cache.ts";
import { LONG_LIST_ENTRIES } from "../long-list.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  transfers: number;
  json?: boolean;
}

export function addRebuildCommand(program: Command): void {
  program
    .command("rebuild")
    .description("A lane rebuilt from its ledger, its memory as it goes, beside a plain read before and after.")
    .addOption(transfersOption(300_000, "transfers on the chain; twenty million need some 14 GB"))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench rebuild", "npx pnpm bench rebuild --transfers 1000000"))
    .action(async ({ transfers, json }: Options) => {
      const { runRebuild } = await import("./run-rebuild.ts");
      const { rebuildText } = await import("./rebuild-figures.ts");
      const options = { transfers, listed: LONG_LIST_ENTRIES, cacheDir: CHAIN_CACHE, onStep: tellStep };
      tellFigures(await runRebuild(options), rebuildText, json);
    });
}
