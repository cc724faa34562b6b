import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { jsonOption, parseCount, roundsOption, transfersOption } from "./bench-options.ts";

interface Options {
  delay?: number;
  peer?: true;
  transfers: number;
  rounds: number;
  json?: boolean;
}

export function addIngestCommand(program: Command): void {
  program
    .command("ingest")
    .description("Ingest beside the floor, and no other contender.")
    .option("--delay <ms>", "what each answer of the chain waits for; as fast as they come unless told", parseCount)
    .option("--peer", "SQD's processor takes its turn, too; it is fetched from npm the first time")
    .addOption(transfersOption(1_000_000))
    .addOption(roundsOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples("npx pnpm bench ingest --rounds 3", "npx pnpm bench ingest --delay 50", "npx pnpm bench ingest --peer"),
    )
    .action(async ({ delay, json, ...options }: Options) => {
      const { tellContenders } = await import("./tell-contenders.ts");
      const far = delay !== undefined && { delayMs: delay };
      await tellContenders({ ...options, kind: "customers", only: "ingest", ...far }, json);
    });
}
