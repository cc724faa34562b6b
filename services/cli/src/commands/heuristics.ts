import type { Heuristic } from "@redflag/domain/heuristic";
import { listParameters, type Parameter } from "@redflag/domain/heuristic-parameters";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";

const WHEN: Record<Heuristic["stage"], string> = {
  head: "at the head, provisionally",
  depth: "on final blocks, with what it remembers",
  "cross-chain": "what arrives by a bridge, on final blocks of all chains",
  graph: "on final blocks, how payments between addresses new to each other stand together",
};

export function addHeuristicsCommand(program: Command): void {
  program
    .command("heuristics")
    .description("the rules that transfers are judged by: what each looks for, its parameters, where they come from")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag heuristics --json | jq .params"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand(async () => {
        for (const { id, version, title, summary, sources, params, stage, gapS } of HEURISTICS) {
          const defaults = params.parse({});
          if (json) writeJson({ id, version, title, summary, sources, stage, gapS, params: defaults });
          else {
            const when = WHEN[stage];
            writeLine(`${id} version ${version}: ${title}\n  judges ${when}\n  ${summary}`);
            for (const source of sources) writeLine(`  source: ${source}`);
            for (const parameter of listParameters({ params })) writeLine(`  parameter: ${parameterText(parameter)}`);
            writeLine("");
          }
        }
      }),
    );
}

function parameterText({ name, value, description }: Parameter): string {
  const shown = Array.isArray(value) ? `${countOf(value.length, "row")}, which --json lists` : JSON.stringify(value);
  return `${name} ${shown}: ${description}`;
}
