import { precisionBodies } from "@redflag/api/precision-body";
import type { RulePrecision } from "@redflag/contract/http/routes/precision";
import { DISPOSITIONS } from "@redflag/domain/disposition";
import { shareEstimateText } from "@redflag/domain/wilson-interval";
import { countDispositions } from "@redflag/store/disposition";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf, grouped } from "../count-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addHeuristicPrecision(heuristic: Command): void {
  heuristic
    .command("precision")
    .description("of each rule and version: what its alerts were found to be, and the share that was right")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag heuristic precision"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const rules = precisionBodies(await countDispositions(db.kysely));
          for (const precision of rules) {
            if (json) writeJson(precision);
            else writeLine(precisionText(precision));
          }
          if (rules.length === 0 && !json) writeNote("no alerts");
        }),
      ),
    );
}

function precisionText(rule: RulePrecision): string {
  const { heuristic, version, alerts, unreviewed, dispositions, precision } = rule;
  const found = DISPOSITIONS.filter((name) => dispositions[name] > 0);
  const counts = found.map((name) => `${grouped(dispositions[name])} ${name.replaceAll("_", " ")}`);
  const share = precision === null ? "no share is known" : `precision ${shareEstimateText(precision)}`;
  const words = [countOf(alerts, "alert"), `${grouped(unreviewed)} not reviewed`, ...counts];
  return `${heuristic} version ${version}: ${share}\n  ${words.join(", ")}`;
}
