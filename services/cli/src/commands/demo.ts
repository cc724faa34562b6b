import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { runDemo } from "../demo/run-demo.ts";
import { isFlawless, type Verdict } from "../demo/verdict.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";

interface Options {
  once?: boolean;
  json?: boolean;
}

export function addDemoCommand(program: Command): void {
  program
    .command("demo")
    .description("watch a local chain with play money: no keys, no configuration, nothing of yours is touched")
    .option(
      "--once",
      "play a bounded scenario, check that each planted payment was found once and nothing else, and exit",
    )
    .addOption(jsonOption("print alert events as one JSON object a line; with --once the verdict comes last"))
    .addHelpText("after", examples("redflag demo", "redflag demo --once"))
    .action(({ once = false, json = false }: Options) =>
      runCommand(async (context) => {
        const begin = performance.now();
        const verdict = await runDemo(context, { once, json });
        if (verdict === undefined) return;
        const seconds = Math.round(performance.now() - begin) / 1000;
        if (json) writeJson(verdictJson(verdict, seconds));
        else for (const line of verdictText(verdict, seconds)) writeLine(line);
        if (!isFlawless(verdict)) surroundings().exitCode = 1;
      }),
    );
}

function verdictJson({ found, missed, false: wrong }: Verdict, seconds: number) {
  const counts = { found: found.length, missed: missed.length, false: wrong.length, seconds };
  return { ...counts, missedRows: missed, falseRows: wrong };
}

function verdictText({ found, missed, false: wrong }: Verdict, seconds: number): string[] {
  return [
    ...missed.map(({ rule, subject }) => `missed: ${rule} about ${subject}`),
    ...wrong.map(({ rule, subject }) => `false: ${rule} about ${subject}`),
    `found ${found.length} of ${countOf(found.length + missed.length, "planted subject")}, missed ${missed.length}, false ${wrong.length}, in ${seconds} s`,
  ];
}
