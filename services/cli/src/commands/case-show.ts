import type { Command } from "commander";
import { caseNumberArgument } from "../case-number.ts";
import { caseText } from "../case-text.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { readCaseAsOperator } from "../read-case.ts";
import { runCommand } from "../run-command.ts";

export function addCaseShow(command: Command): void {
  caseNumberArgument(command.command("show"))
    .description(
      "one case: members, hold, alerts and what happened; the audit and the case's log of access say that you looked",
    )
    .addOption(jsonOption("print all of it as one JSON object"))
    .addHelpText("after", examples("redflag case show C-2026-0001"))
    .action((number: string, { json = false }: { json?: boolean }) =>
      runCommand(async (context) => {
        const told = await readCaseAsOperator(context, number, "case.read", () => ({}));
        if (json) writeJson(told);
        else writeLine(caseText(told));
      }),
    );
}
