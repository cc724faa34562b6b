import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { parseFileThere, parseFileToWrite } from "../../file-arguments.ts";
import { jsonOption } from "../bench-options.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  set: string[];
  rpc?: true;
  out?: string;
  json?: boolean;
}

export function addDetectionCommand(program: Command): void {
  const command = program
    .command("detection")
    .description("Schemes and benign twins sought among labelled payments: our own set, and those that are given.")
    .option(
      "--set <file>",
      "a labelled set as CSV, besides our own; once for each",
      (path: string, before: string[]) => [...before, parseFileThere(path)],
      [],
    )
    .option("--rpc", "the given sets through RPC, PostgreSQL and the lane, without our own")
    .option("--out <file>", "write the alerts on the only given set there, a JSON object a line", parseFileToWrite)
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples("npx pnpm bench detection", "npx pnpm bench detection --set payments.csv --rpc --out alerts.jsonl"),
    )
    .hook("preAction", () => {
      const { set, rpc, out } = command.opts<Options>();
      if (rpc && set.length === 0) command.error("error: --rpc is for given sets: a --set is expected with it");
      if (out !== undefined && set.length !== 1) {
        command.error(`error: --out is for one given set: one --set is expected with it, not ${set.length}`);
      }
    })
    .action(async ({ set, json, ...options }: Options) => {
      const { detect } = await import("./run-detection.ts");
      const { detectionText } = await import("./detection-text.ts");
      const { MalformedSet } = await import("./read-set.ts");
      const figures = await detect(set, { ...options, onStep: tellStep }).catch((error: unknown) => {
        throw error instanceof MalformedSet ? command.error(`error: ${error.message}`) : error;
      });
      tellFigures(figures, (sets) => sets.map(detectionText).join("\n\n\n"), json);
    });
}
