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

export function addLaneCommand(program: Command): void {
  program
    .command("lane")
    .description(
      "Ingest with screening beside the floors alone, one of which keeps profiles of the same size, and what shapes among new pairs " +
        "cost of it (from 50,000 transfers on).",
    )
    .addOption(chainKindOption())
    .addOption(transfersOption(1_000_000))
    .addOption(roundsOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench lane", "npx pnpm bench lane --chain novel --transfers 300000"))
    .action(async ({ chain, json, ...options }: Options) => {
      const { tellContenders } = await import("./tell-contenders.ts");
      await tellContenders({ ...options, kind: chain, only: "lane" }, json);
    });
}
