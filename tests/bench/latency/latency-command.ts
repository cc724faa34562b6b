import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { countOption, jsonOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  blocks: number;
  json?: boolean;
}

export function addLatencyCommand(program: Command): void {
  program
    .command("latency")
    .description("From a mined block of a real local node to its committed alert, beside one bare poll.")
    .addOption(countOption("--blocks <n>", "blocks of each contender that are measured", 200))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench latency", "npx pnpm bench latency --blocks 50"))
    .action(async ({ blocks, json }: Options) => {
      const { runLatency } = await import("./run-latency.ts");
      const { latencyText } = await import("./latency-summary.ts");
      tellFigures(await runLatency(blocks, tellStep), latencyText, json);
    });
}
