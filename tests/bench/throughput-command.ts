import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { chainKindOption, jsonOption, roundsOption, transfersOption } from "./bench-options.ts";
import type { ChainKind } from "./chain/manifest.ts";

interface Options {
  chain: ChainKind;
  transfers: number;
  rounds: number;
  json?: boolean;
}

export function addThroughputCommand(program: Command): void {
  program
    .command("throughput")
    .description(
      "Ingest, two ways to load, and ingest with screening, one after the other on one synthetic chain, beside floors that import " +
        "nothing of ours. It is what runs where no bench is named. The chain is made at the first run and kept: 700 MB for a " +
        "million transfers.",
    )
    .addOption(chainKindOption())
    .addOption(transfersOption(1_000_000))
    .addOption(roundsOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples(
        "npx pnpm bench",
        "npx pnpm bench --transfers 200000",
        "npx pnpm bench throughput --chain novel --rounds 3",
      ),
    )
    .action(async ({ chain, json, ...options }: Options) => {
      const { tellContenders } = await import("./tell-contenders.ts");
      await tellContenders({ ...options, kind: chain }, json);
    });
}
