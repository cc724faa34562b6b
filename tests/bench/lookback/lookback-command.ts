import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { countOption, jsonOption, transfersOption } from "../bench-options.ts";
import { LONG_LIST_ENTRIES } from "../long-list.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  entries: number;
  transfers: number;
  json?: boolean;
}

export function addLookbackCommand(program: Command): void {
  program
    .command("lookback")
    .description(
      "The past looked at for new addresses, beside the bare index queries; the lane's latency beside it, and one entry more on a " +
        "list of a million.",
    )
    .addOption(countOption("--entries <n>", "new addresses for which the past is looked at", 1_000))
    .addOption(transfersOption(10_000_000, "transfers in the ledger"))
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples("npx pnpm bench lookback", "npx pnpm bench lookback --transfers 2000000 --entries 100"),
    )
    .action(async ({ entries, transfers, json }: Options) => {
      const { runLookback } = await import("./run-lookback.ts");
      const { lookbackText } = await import("./lookback-figures.ts");
      const options = { transfers, newEntries: entries, listed: LONG_LIST_ENTRIES, onStep: tellStep };
      tellFigures(await runLookback(options), lookbackText, json);
    });
}
