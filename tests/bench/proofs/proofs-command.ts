import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, secondsOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  seconds: number;
  json?: boolean;
}

export function addProofsCommand(program: Command): void {
  program
    .command("proofs")
    .description("What proving every head of the chains takes of a core, beside reading the same answers.")
    .addOption(secondsOption("how much of each chain's life is proven", 120))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench proofs"))
    .action(async ({ seconds, json }: Options) => {
      const { runProofs } = await import("./run-proofs.ts");
      const { proofsText } = await import("./proof-figures.ts");
      tellFigures(await runProofs(seconds, tellStep), proofsText, json);
    });
}
