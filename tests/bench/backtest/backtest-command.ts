import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, transfersOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  transfers: number;
  json?: boolean;
}

export function addBacktestCommand(program: Command): void {
  program
    .command("backtest")
    .description("One rule of each kind with other parameters over a whole ledger, beside a plain read.")
    .addOption(transfersOption(1_000_000, "transfers in the ledger"))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench backtest --transfers 300000"))
    .action(async ({ transfers, json }: Options) => {
      const { runBacktest } = await import("./run-backtest.ts");
      const { lookbackText } = await import("../lookback/lookback-figures.ts");
      tellFigures(await runBacktest(transfers, tellStep), lookbackText, json);
    });
}
