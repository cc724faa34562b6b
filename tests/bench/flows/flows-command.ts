import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, transfersOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  transfers: number;
  json?: boolean;
}

export function addFlowsCommand(program: Command): void {
  program
    .command("flows")
    .description("An address and the graph around it through the API, by how busy it is, beside a bare route.")
    .addOption(transfersOption(10_000_000, "transfers in the ledger"))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench flows", "npx pnpm bench flows --transfers 1000000"))
    .action(async ({ transfers, json }: Options) => {
      const { flowsText, runFlows } = await import("./run-flows.ts");
      tellFigures(await runFlows({ transfers, onStep: tellStep }), flowsText, json);
    });
}
