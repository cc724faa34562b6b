import { listHeuristicSettings } from "@redflag/store/heuristic-setting";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { SETTABLES } from "../heuristic-options.ts";
import { settingBody, settingText, WHEN_JUDGED } from "../heuristic-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addHeuristicList(heuristic: Command): void {
  heuristic
    .command("list")
    .description(
      "every rule: what it looks for, when it judges, its mode (enforced, shadow, off) and the parameters that differ from its own",
    )
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag heuristic list"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const settings = await listHeuristicSettings(db.kysely);
          for (const rule of SETTABLES) {
            const setting = settings.get(rule.id);
            const { title, stage } = rule;
            if (json) writeJson({ ...settingBody(rule, setting), title, stage });
            else writeLine(`${settingText(rule, setting)}\n  ${title}; judges ${WHEN_JUDGED[stage]}`);
          }
        }),
      ),
    );
}
