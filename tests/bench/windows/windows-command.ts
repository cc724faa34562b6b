import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, parseCount, transfersOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  transfers: number;
  json?: boolean;
}

/** Some more than a window holds. */
const TRANSFERS = 270_000;

export function addWindowsCommand(program: Command): void {
  program
    .command("windows")
    .description(
      "Fills windows of new pairs one after the other in one process, as one that follows so many chains does.",
    )
    .argument("<count>", "windows", parseCount)
    .addOption(transfersOption(TRANSFERS, "transfers that each window is filled with"))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench windows 9"))
    .action(async (count: number, { transfers, json }: Options) => {
      const { runWindows, windowsText } = await import("./run-windows.ts");
      tellFigures(await runWindows({ lanes: count, payments: transfers, onStep: tellStep }), windowsText, json);
    });
}
