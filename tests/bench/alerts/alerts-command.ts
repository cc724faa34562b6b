import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { countOption, jsonOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  rows: number;
  json?: boolean;
}

export function addAlertsCommand(program: Command): void {
  program
    .command("alerts")
    .description("A page of each list of alerts that people ask for, beside one indexed read.")
    .addOption(countOption("--rows <n>", "alerts in the database", 10_000_000))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench alerts", "npx pnpm bench alerts --rows 1000000"))
    .action(async ({ rows, json }: Options) => {
      const { alertsText, runAlerts } = await import("./run-alerts.ts");
      tellFigures(await runAlerts(rows, tellStep), alertsText, json);
    });
}
