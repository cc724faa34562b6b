import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { countOption, jsonOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  rows: number;
  rounds: number;
  json?: boolean;
}

/** As many as a median and the worst of them need. */
const ROUNDS = 7;

export function addConsoleCommand(program: Command): void {
  program
    .command("console")
    .description("The queue, a filter and a graph of 500 nodes in a real browser, beside a page that holds a word.")
    .addOption(countOption("--rows <n>", "alerts in the database", 100_000))
    .addOption(
      countOption("--rounds <n>", "times that all is measured, each in a browser that has nothing yet", ROUNDS),
    )
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench console", "npx pnpm bench console --rows 10000 --rounds 3"))
    .action(async ({ rows, rounds, json }: Options) => {
      const { runConsole } = await import("./run-console.ts");
      const { consoleText } = await import("./console-figures.ts");
      tellFigures(await runConsole({ alerts: rows, rounds }, tellStep), consoleText, json);
    });
}
